import { and, desc, eq, exists, ilike, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { auditLog, auditPersonal } from '@interlock/db/tables';
import { type AuditEntry, tellEntry, type ToldEntry } from '@interlock/domain/audit';
import type { ServiceContext } from '../access/context.ts';
import { loadOrganization } from '../access/load-project.ts';
import { transact } from '../access/transact.ts';
import { readEntry } from './read-entry.ts';
import { readPayloads } from './read-payloads.ts';

export interface ListAuditInput {
	org: string;
	/** Matches action, target (its kind, id or name), or what is personal (the actor's name and address, the reason), any case. */
	q?: string;
	decision?: 'allowed' | 'denied';
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

/** Sealed entries of an organization, newest first; at most 200. Needs `audit:read`. */
export async function listAudit(ctx: ServiceContext, input: ListAuditInput): Promise<{ rows: AuditRowView[]; more: boolean }> {
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'audit:read');
		const limit = Math.min(input.limit ?? 50, 200);
		const wanted: (SQL | undefined)[] = [eq(auditLog.orgId, org.id)];
		if (input.before) wanted.push(lt(auditLog.n, input.before));
		if (input.decision) wanted.push(eq(auditLog.decision, input.decision));
		if (input.q) {
			const like = `%${input.q.replace(/[%_\\]/g, (c) => `\\${c}`)}%`;
			wanted.push(
				or(
					ilike(auditLog.action, like),
					ilike(auditLog.actor, like),
					ilike(auditLog.targetId, like),
					ilike(auditLog.targetKind, like),
					namesTarget(input.q),
					saysPersonally(tx, input.q),
				),
			);
		}
		const rows = await tx
			.select()
			.from(auditLog)
			.where(and(...wanted))
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

/** The target's name is in the bytes only. Escaped, for bytes that were tampered with may be no text; `target` is the last key but one of the canonical JSON. */
function namesTarget(q: string): SQL {
	const typed = sql`encode(convert_to(${JSON.stringify(q).slice(1, -1)}, 'utf8'), 'escape')`;
	const literal = sql`replace(replace(replace(${typed}, '\\', '\\\\'), '%', '\\%'), '_', '\\_')`;
	return sql`encode(${auditLog.entry}, 'escape') ilike '%"target":{%"name":"%' || ${literal} || '%'`;
}

/** The actor's name and address, a person's name, a reason. */
function saysPersonally(tx: Tx, q: string): SQL {
	const like = `%${JSON.stringify(q)
		.slice(1, -1)
		.replace(/[%_\\]/g, (c) => `\\${c}`)}%`;
	const said = tx
		.select({ one: sql`1` })
		.from(auditPersonal)
		.where(and(eq(auditPersonal.orgId, auditLog.orgId), eq(auditPersonal.entryId, auditLog.id), ilike(auditPersonal.payload, like)));
	return exists(said);
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
