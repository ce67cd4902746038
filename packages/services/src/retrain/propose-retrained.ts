import { eq } from 'drizzle-orm';
import { retrainTrigger } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { openChangeInTx } from '../change/index.ts';
import { onceByStep } from '../process/index.ts';
import { failRetrain } from './fail-retrain.ts';
import { asServiceAccount, lockTrigger } from './load-trigger.ts';
import { tellRetrain } from './tell-retrain.ts';

/** Opens the change that proposes a retrain's version, as its service account, once per retrain. It is then judged and approved like any other. */
export async function proposeRetrained(ctx: ServiceContext, input: { triggerId: string }): Promise<{ state: string }> {
	try {
		return await transact(ctx, async (tx) => {
			const loaded = await lockTrigger(tx, ctx, input.triggerId);
			const { row, endpoint, place } = loaded;
			const config = endpoint.retrain;
			if (row.state !== 'training' || !row.runId || !config) return { state: row.state };
			const runId = row.runId;
			await onceByStep(tx, `retrain/${row.id}/propose`, async () => {
				const acting = await asServiceAccount(tx, ctx, config);
				const opened = await openChangeInTx(tx, acting, {
					...place,
					endpoint: endpoint.name,
					run: runId.replaceAll('-', ''),
					title: `Retrain for ${row.window}, by ${row.kind}`,
					description: row.sentence,
				});
				await tx.update(retrainTrigger).set({ state: 'proposed', changeId: opened.id, endedAt: ctx.now() }).where(eq(retrainTrigger.id, row.id));
				await tellRetrain(tx, acting, loaded, 'retrain.proposed', { runId, change: opened.number });
				return opened.number;
			});
			return { state: 'proposed' };
		});
	} catch (error) {
		if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
		return failRetrain(ctx, { ...input, reason: error.message });
	}
}
