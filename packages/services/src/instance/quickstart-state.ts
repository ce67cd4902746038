import type { Database } from '@interlock/db';
import { instanceFact } from '@interlock/db/tables';
import { eq } from 'drizzle-orm';
import { requirePart, type ServiceContext, transact } from '../access/index.ts';

export interface QuickstartState {
	state: 'running' | 'waiting-for-review' | 'complete' | 'failed';
	steps: { name: string; state: 'waiting' | 'running' | 'done' | 'failed'; figures: Record<string, string | number | null> }[];
	reason?: string;
}

const KEY = 'quickstart';

/** The quickstart's steps as last reported; null when it is off or hasn't begun. */
export async function readQuickstart(db: Database): Promise<QuickstartState | null> {
	const [row] = await db.drizzle.select().from(instanceFact).where(eq(instanceFact.key, KEY));
	return (row?.value ?? null) as QuickstartState | null;
}

/** Stores the quickstart's steps. Only the instance's own quickstart may. */
export async function writeQuickstart(ctx: ServiceContext, state: QuickstartState): Promise<void> {
	await transact(ctx, async (tx) => {
		requirePart(ctx, 'status:write', 'Only the quickstart of this instance reports its steps');
		await tx
			.insert(instanceFact)
			.values({ key: KEY, value: state, updatedAt: ctx.now() })
			.onConflictDoUpdate({ target: instanceFact.key, set: { value: state, updatedAt: ctx.now() } });
	});
}
