import { and, desc, eq, gte, max, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { auditCheckpoint, auditPublication } from '@interlock/db/tables';
import { loadOrganization } from '../access/load-project.ts';
import type { ServiceContext } from '../access/context.ts';
import { transact } from '../access/transact.ts';
import { readVerifierKey } from './checkpoint-key.ts';

export interface CheckpointView {
	/** Entries it covers. */
	size: number;
	/** Base64. */
	root: string;
	/** The C2SP signed note. */
	note: string;
	atMs: number;
}

export interface CheckpointsView {
	/** What verifies them, in C2SP's form; null while none was signed. */
	key: string | null;
	/** Newest first, at most 100. */
	checkpoints: CheckpointView[];
	/** The newest of each of the last 30 days that has one, newest first. */
	daily: { day: string; size: number }[];
	/** How far they are published outside; null before the first try. */
	publication: { place: string; size: number; atMs: number | null; problem: string | null } | null;
}

/** The signed checkpoints of an organization's log. Needs `audit:read`. */
export async function getCheckpoints(ctx: ServiceContext, input: { org: string; limit?: number }): Promise<CheckpointsView> {
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'audit:read');
		const [publication] = await tx.select().from(auditPublication).where(eq(auditPublication.orgId, org.id));
		const checkpoints = await newest(tx, org.id, Math.min(input.limit ?? 1, 100));
		return {
			key: await readVerifierKey(tx, org.id),
			checkpoints: checkpoints.map(({ size, root, note, atMs }) => ({ size, root, note, atMs })),
			daily: await dailyCheckpoints(tx, org.id),
			publication: publication ? { place: publication.place, size: publication.size, atMs: publication.atMs, problem: publication.problem } : null,
		};
	});
}

function newest(tx: Tx, orgId: string, limit: number) {
	return tx.select().from(auditCheckpoint).where(eq(auditCheckpoint.orgId, orgId)).orderBy(desc(auditCheckpoint.size)).limit(limit);
}

const DAY_MS = 86_400_000;
const DAYS = 30;

async function dailyCheckpoints(tx: Tx, orgId: string): Promise<CheckpointsView['daily']> {
	const [last] = await newest(tx, orgId, 1);
	if (!last) return [];
	const day = sql<number>`${auditCheckpoint.atMs} / ${sql.raw(String(DAY_MS))}`;
	const since = (Math.floor(last.atMs / DAY_MS) - DAYS + 1) * DAY_MS;
	const rows = await tx
		.select({ day, size: max(auditCheckpoint.size) })
		.from(auditCheckpoint)
		.where(and(eq(auditCheckpoint.orgId, orgId), gte(auditCheckpoint.atMs, since)))
		.groupBy(day)
		.orderBy(desc(day));
	return rows.map((row) => ({ day: new Date(Number(row.day) * DAY_MS).toISOString().slice(0, 10), size: row.size ?? 0 }));
}
