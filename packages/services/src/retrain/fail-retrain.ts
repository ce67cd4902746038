import { eq } from 'drizzle-orm';
import { retrainTrigger } from '@interlock/db/tables';
import { type ServiceContext, transact } from '../access/index.ts';
import { lockTrigger } from './load-trigger.ts';
import { tellRetrain } from './tell-retrain.ts';

/** Ends a retrain without a change, with the reason; one that has ended stays as it is. */
export async function failRetrain(ctx: ServiceContext, input: { triggerId: string; reason: string }): Promise<{ state: string }> {
	return transact(ctx, async (tx) => {
		const loaded = await lockTrigger(tx, ctx, input.triggerId);
		if (loaded.row.state === 'proposed' || loaded.row.state === 'failed') return { state: loaded.row.state };
		await tx.update(retrainTrigger).set({ state: 'failed', reason: input.reason, endedAt: ctx.now() }).where(eq(retrainTrigger.id, input.triggerId));
		await tellRetrain(tx, ctx, loaded, 'retrain.failed', { runId: loaded.row.runId }, input.reason);
		return { state: 'failed' };
	});
}
