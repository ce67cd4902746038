import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { reproduction } from '@interlock/db/tables';

export type ReproductionRow = typeof reproduction.$inferSelect;

/** The newest attempt to train a revision again; null before the first. */
export async function newestReproduction(tx: Tx, changeId: string, revision: number): Promise<ReproductionRow | null> {
	const [newest] = await tx
		.select()
		.from(reproduction)
		.where(and(eq(reproduction.changeId, changeId), eq(reproduction.revision, revision)))
		.orderBy(desc(reproduction.attempt))
		.limit(1);
	return newest ?? null;
}
