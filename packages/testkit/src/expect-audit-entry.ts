import type { Database } from '@interlock/db';
import { type AuditEntry, tellEntry, type ToldEntry } from '@interlock/domain/audit';
import { sealEntries } from '@interlock/services/audit';
import { expect } from 'vitest';

/** Seals what waits and returns an organization's entries, oldest first. */
export async function auditEntries(db: Database, orgId: string): Promise<ToldEntry[]> {
	while ((await sealEntries(db)) > 0);
	const rows = await db.sql<{ id: string; entry: Buffer }[]>`select id, entry from audit_log where org_id = ${orgId} order by n`;
	const payloads = await db.sql<
		{ entry_id: string; part: string; payload: string }[]
	>`select entry_id, part, payload from audit_personal where org_id = ${orgId}`;
	const of = Map.groupBy(payloads, (row) => row.entry_id);
	return rows.map((row) => tellEntry(JSON.parse(row.entry.toString('utf8')) as AuditEntry, of.get(row.id) ?? []));
}

/** Fails unless an entry with this action (and decision, target id, reason part) is in the organization's log; returns the newest such. */
export async function expectAuditEntry(
	db: Database,
	orgId: string,
	wanted: { action: string; decision?: 'allowed' | 'denied'; targetId?: string; reason?: RegExp },
): Promise<ToldEntry> {
	const entries = await auditEntries(db, orgId);
	const found = entries.filter(
		(e) =>
			e.action === wanted.action &&
			e.decision === (wanted.decision ?? 'allowed') &&
			(wanted.targetId === undefined || e.target.id === wanted.targetId) &&
			(wanted.reason === undefined || wanted.reason.test(e.reason ?? '')),
	);
	expect(found, `an audit entry ${JSON.stringify(wanted)} among ${entries.map((e) => `${e.action} ${e.decision}`).join(', ')}`).not.toHaveLength(0);
	return found[found.length - 1] as ToldEntry;
}
