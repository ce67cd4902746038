import type { ChangeStep } from '@interlock/domain/change';
import { type ServiceContext, transact } from '../access/index.ts';
import { closeInTx } from './close-change.ts';
import { decideInBackground } from './decide-change.ts';
import { lockChangeById } from './load-change.ts';
import { comparisonGate, nextStep } from './next-step.ts';
import { renewEvaluation } from './renew-evaluation.ts';
import { askForReviews } from './tell-people.ts';

/** How soon a change that only another rollout holds is looked at again. */
const LOOK_AGAIN_MS = 30_000;

/** Re-reads a change for its process, decides it anew where it waits for people, and says what comes next. */
export async function considerChange(ctx: ServiceContext, input: { changeId: string }): Promise<ChangeStep> {
	return transact(ctx, async (tx) => {
		const loaded = await lockChangeById(tx, ctx, input.changeId);
		const step = await nextStep(tx, ctx, loaded);
		if (step.next === 'reevaluate') return renewEvaluation(tx, ctx, loaded, step.because);
		if (step.next !== 'wait' || loaded.row.state !== 'in-review') return step;
		const decided = await decideInBackground(tx, ctx, loaded);
		if (decided?.rolloutId) return { next: 'wait', forMs: null };
		await askForReviews(tx, ctx, loaded);
		const soonest = [decided?.heldByRolloutOnly ? LOOK_AGAIN_MS : null, decided?.heldForMs ?? null, step.forMs].filter((ms) => ms !== null);
		return { next: 'wait', forMs: soonest.length > 0 ? Math.min(...soonest) : null };
	});
}

/**
 * Ends a change as its policy says: expired, a retrain that isn't shown better, or one that nobody approved in time. Does nothing when
 * that isn't the next step any more.
 */
export async function closeByPolicy(ctx: ServiceContext, input: { changeId: string }): Promise<void> {
	await transact(ctx, async (tx) => {
		const loaded = await lockChangeById(tx, ctx, input.changeId);
		const step = await nextStep(tx, ctx, loaded);
		if (step.next === 'expire') {
			await closeInTx(tx, ctx, loaded, {
				kind: 'expired',
				reason: 'It expired without enough approvals.',
				sentence: 'closed the change: it expired without enough approvals',
			});
		}
		if (step.next === 'close-unreviewed')
			await closeInTx(tx, ctx, loaded, { kind: 'closed', reason: step.reason, sentence: `closed the change by policy. ${step.reason}` });
		if (step.next === 'close-unproven') {
			const evidence = { gate: await comparisonGate(tx, loaded), comparisonDigest: loaded.revision.comparisonDigest };
			await closeInTx(tx, ctx, loaded, { kind: 'closed', reason: step.reason, sentence: `closed the change by policy. ${step.reason}`, evidence });
		}
	});
}
