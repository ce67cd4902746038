import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { gateResult } from '@interlock/db/tables';
import { type ChangeStep, nextStepOf } from '@interlock/domain/change';
import { COMPARISON_GATES } from '@interlock/domain/policy';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { closeInTx } from './close-change.ts';
import { decideInBackground } from './decide-change.ts';
import { type LoadedChange, lockChangeById } from './load-change.ts';
import { askForReviews } from './tell-people.ts';

/** How soon a change that only another rollout holds is looked at again. */
const LOOK_AGAIN_MS = 30_000;

/** Re-reads a change for its process, decides it anew where it waits for people, and says what comes next. */
export async function considerChange(ctx: ServiceContext, input: { changeId: string }): Promise<ChangeStep> {
	return transact(ctx, async (tx) => {
		const loaded = await lockChangeById(tx, ctx, input.changeId);
		const step = await nextStep(tx, ctx, loaded);
		if (step.next !== 'wait' || loaded.row.state !== 'in-review') return step;
		const decided = await decideInBackground(tx, ctx, loaded);
		if (decided?.rolloutId) return { next: 'wait', forMs: null };
		await askForReviews(tx, ctx, loaded);
		return decided?.heldByRolloutOnly ? { next: 'wait', forMs: Math.min(step.forMs ?? LOOK_AGAIN_MS, LOOK_AGAIN_MS) } : step;
	});
}

/** Ends a change as its policy says: expired, or a retrain that isn't shown better. Does nothing when that isn't the next step any more. */
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
		if (step.next === 'close-unproven') {
			const evidence = { gate: await comparisonGate(tx, loaded), comparisonDigest: loaded.revision.comparisonDigest };
			await closeInTx(tx, ctx, loaded, { kind: 'closed', reason: step.reason, sentence: `closed the change by policy. ${step.reason}`, evidence });
		}
	});
}

async function nextStep(tx: Tx, ctx: ServiceContext, loaded: LoadedChange): Promise<ChangeStep> {
	const { row, revision } = loaded;
	const policy = await loadPolicyVersion(tx, revision.policyId);
	return nextStepOf(
		{
			state: row.state,
			origin: row.origin,
			revision: row.revision,
			evaluation: revision.evaluation,
			evaluationError: revision.evaluationError,
			comparisonGate: await comparisonGate(tx, loaded),
			expiresAtMs: row.expiresAt.getTime(),
		},
		policy.document,
		ctx.now().getTime(),
	);
}

async function comparisonGate(tx: Tx, { row }: LoadedChange) {
	const [gate] = await tx
		.select({ gate: gateResult.gate, status: gateResult.status, sentence: gateResult.sentence, evidence: gateResult.evidence })
		.from(gateResult)
		.where(and(eq(gateResult.changeId, row.id), eq(gateResult.revision, row.revision), inArray(gateResult.gate, [...COMPARISON_GATES])));
	return gate ?? null;
}
