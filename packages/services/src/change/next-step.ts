import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { gateResult } from '@interlock/db/tables';
import { type ChangeStep, nextStepOf } from '@interlock/domain/change';
import { COMPARISON_GATES } from '@interlock/domain/policy';
import type { ServiceContext } from '../access/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { openReviewDueMs } from './break-glass-record.ts';
import type { LoadedChange } from './load-change.ts';
import { whyStale } from './read-stale.ts';
import { reproductionStanding } from './reproduction-standing.ts';
import { reviewStanding } from './review-standing.ts';

/** What the process of a locked change has to do next, by its rows. */
export async function nextStep(tx: Tx, ctx: ServiceContext, loaded: LoadedChange): Promise<ChangeStep> {
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
			stale: row.state === 'in-review' ? await whyStale(tx, loaded) : null,
			expiresAtMs: row.expiresAt.getTime(),
			review: await reviewStanding(tx, ctx, loaded, policy),
			reviewDueMs: await openReviewDueMs(tx, row.id),
			reproduction: await reproductionStanding(tx, loaded, policy),
		},
		policy.document,
		ctx.now().getTime(),
	);
}

/** The gate that compares candidate and champion, with its evidence; null before the evaluation. */
export async function comparisonGate(tx: Tx, { row }: LoadedChange) {
	const [gate] = await tx
		.select({ gate: gateResult.gate, status: gateResult.status, sentence: gateResult.sentence, evidence: gateResult.evidence })
		.from(gateResult)
		.where(and(eq(gateResult.changeId, row.id), eq(gateResult.revision, row.revision), inArray(gateResult.gate, [...COMPARISON_GATES])));
	return gate ?? null;
}
