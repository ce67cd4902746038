import { and, desc, eq, ilike, lt, or, type SQL } from 'drizzle-orm';
import { auditLog } from '@interlock/db/tables';
import type { AuditEntry } from '@interlock/domain/audit';
import type { ServiceContext } from '../access/context.ts';
import { loadOrganization } from '../access/load-project.ts';
import { transact } from '../access/transact.ts';

export interface ListAuditInput {
	org: string;
	/** Matches action, actor or target, any case. */
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
	entry: AuditEntry;
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
			wanted.push(or(ilike(auditLog.action, like), ilike(auditLog.actor, like), ilike(auditLog.targetId, like), ilike(auditLog.targetKind, like)));
		}
		const rows = await tx
			.select()
			.from(auditLog)
			.where(and(...wanted))
			.orderBy(desc(auditLog.n))
			.limit(limit + 1);
		return {
			rows: rows.slice(0, limit).map((r) => ({ n: r.n, hash: r.hash, leaf: r.leaf, entry: JSON.parse(r.entry.toString('utf8')) as AuditEntry })),
			more: rows.length > limit,
		};
	});
}
