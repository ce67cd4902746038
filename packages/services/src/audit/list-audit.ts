import { and, desc, lt } from 'drizzle-orm';
import { auditLog } from '@interlock/db/tables';
import { type AuditEntry, type AuditFilter, tellEntry, type ToldEntry } from '@interlock/domain/audit';
import type { ServiceContext } from '../access/context.ts';
import { loadOrganization } from '../access/load-project.ts';
import { transact } from '../access/transact.ts';
import { entriesWhere } from './entries-where.ts';
import { readEntry } from './read-entry.ts';
import { readPayloads } from './read-payloads.ts';

export interface ListAuditInput extends AuditFilter {
	org: string;
	/** Entries before this number. */
	before?: number;
	limit?: number;
}

export interface AuditRowView {
	n: number;
	hash: string;
	leaf: string;
	entry: ToldEntry;
}

/** Sealed entries of an organization that a filter leaves, newest first; at most 200. Needs `audit:read`. */
export async function listAudit(ctx: ServiceContext, input: ListAuditInput): Promise<{ rows: AuditRowView[]; more: boolean }> {
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'audit:read');
		const limit = Math.min(input.limit ?? 50, 200);
		const rows = await tx
			.select()
			.from(auditLog)
			.where(and(entriesWhere(tx, org.id, input, ctx.now().getTime()), input.before ? lt(auditLog.n, input.before) : undefined))
			.orderBy(desc(auditLog.n))
			.limit(limit + 1);
		const payloads = await readPayloads(
			tx,
			org.id,
			rows.map((r) => r.id),
		);
		return {
			rows: rows
				.slice(0, limit)
				.map((r) => ({ n: r.n, hash: r.hash, leaf: r.leaf, entry: tellEntry(readEntry(r.entry) ?? entryOf(r), payloads.get(r.id) ?? []) })),
			more: rows.length > limit,
		};
	});
}

/** What is known of an entry whose bytes no longer are one. */
function entryOf(row: typeof auditLog.$inferSelect): AuditEntry {
	const { id, orgId, projectId, action, decision } = row;
	return {
		id,
		v: 2,
		at: new Date(row.atMs).toISOString(),
		orgId,
		projectId,
		action,
		decision,
		actor: { kind: 'unknown', id: row.actorId, name: row.actor },
		target: { kind: row.targetKind, id: row.targetId },
	};
}
