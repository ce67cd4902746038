import { eq } from 'drizzle-orm';
import { retrainTrigger } from '@interlock/db/tables';
import { shiftPeriod } from '@interlock/domain/dataset';
import { DomainError } from '@interlock/domain/error';
import type { StartRunInput } from '@interlock/domain/training';
import { type ServiceContext, transact } from '../access/index.ts';
import { startRun } from '../training/index.ts';
import { failRetrain } from './fail-retrain.ts';
import { asServiceAccount, type LoadedTrigger, lockTrigger } from './load-trigger.ts';
import { tellRetrain } from './tell-retrain.ts';

/**
 * Starts a retrain's training as its service account, once: the months before the window are learned from, the window's own month is held
 * out. What can't be trained (a month without data, a disabled account) fails the retrain with the reason; that isn't an error here.
 */
export async function startRetrainTraining(ctx: ServiceContext, input: { triggerId: string }): Promise<{ state: string }> {
	try {
		const prepared = await transact(ctx, async (tx) => {
			const loaded = await lockTrigger(tx, ctx, input.triggerId);
			if (loaded.row.state !== 'queued') return { state: loaded.row.state };
			const config = loaded.endpoint.retrain;
			if (!config)
				throw new DomainError('conflict', `endpoint ${loaded.endpoint.name}: it is no longer configured to be retrained`, { reason: 'not-configured' });
			return { state: 'queued' as const, run: runOf(loaded), acting: await asServiceAccount(tx, ctx, config) };
		});
		if (prepared.state !== 'queued') return { state: prepared.state };
		const started = await startRun(prepared.acting, prepared.run);
		return await noteRun(ctx, input.triggerId, started.id);
	} catch (error) {
		if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
		return failRetrain(ctx, { ...input, reason: error.message });
	}
}

function runOf({ row, endpoint, place, model }: LoadedTrigger): StartRunInput {
	const config = endpoint.retrain;
	const before = Array.from({ length: config?.periodsBefore ?? 1 }, (_, i) => shiftPeriod(row.window, i - (config?.periodsBefore ?? 1)));
	const name = config?.dataset ?? '';
	return {
		...place,
		template: config?.template ?? '',
		parameters: config?.parameters ?? {},
		model,
		name: `${endpoint.name} retrain ${row.window}`,
		datasets: [...before.map((period) => ({ name, period, role: 'train' as const })), { name, period: row.window, role: 'holdout' as const }],
		idempotencyKey: `retrain/${row.id}/train`,
	};
}

async function noteRun(ctx: ServiceContext, triggerId: string, runId: string): Promise<{ state: string }> {
	return transact(ctx, async (tx) => {
		const loaded = await lockTrigger(tx, ctx, triggerId);
		if (loaded.row.state !== 'queued') return { state: loaded.row.state };
		await tx.update(retrainTrigger).set({ state: 'training', runId }).where(eq(retrainTrigger.id, triggerId));
		await tellRetrain(tx, ctx, loaded, 'retrain.training-started', { runId });
		return { state: 'training' };
	});
}
