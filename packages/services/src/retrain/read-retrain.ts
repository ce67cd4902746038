import { eq } from 'drizzle-orm';
import type { RetrainPosition } from '@interlock/contracts/process';
import { training } from '@interlock/db/tables';
import { type ServiceContext, transact } from '../access/index.ts';
import { lockTrigger } from './load-trigger.ts';

/** Reads where a retrain and its training stand, for its process. */
export async function readRetrain(ctx: ServiceContext, input: { triggerId: string }): Promise<RetrainPosition> {
	return transact(ctx, async (tx) => {
		const { row } = await lockTrigger(tx, ctx, input.triggerId);
		if (row.state !== 'training' || !row.runId) return { state: row.state, training: 'none', reason: row.reason };
		const [run] = await tx.select({ state: training.state, reason: training.reason }).from(training).where(eq(training.runId, row.runId));
		if (!run) return { state: row.state, training: 'ended', reason: 'its training is gone' };
		if (run.state === 'succeeded') return { state: row.state, training: 'succeeded', reason: null };
		const ended = run.state === 'failed' || run.state === 'cancelled';
		return { state: row.state, training: ended ? 'ended' : 'running', reason: run.reason };
	});
}
