import { and, eq, lt } from 'drizzle-orm';
import type { RolloutLook } from '@interlock/contracts/process';
import type { Tx } from '@interlock/db';
import { rollout, rolloutStep } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { judgeStep, type StepCounts, type StepJudgement } from '@interlock/domain/rollout';
import { formatDuration } from '@interlock/domain/statistics';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { refusalOf } from './acknowledged.ts';
import { type ArmCounts, countArm, countConsecutiveErrors, countPairs, type PairedCounts } from './count-step.ts';
import { isOpenRollout, type LoadedRollout, lockRollout, type RolloutRow } from './load-rollout.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';
import { weightStepKey } from './set-weight.ts';

const MAX_READINGS = 12;

type StepRow = typeof rolloutStep.$inferSelect;

/** What a look saw and said; stored whole, so that it can be judged again to the same bits. */
export interface StoredJudgement {
	atMs: number;
	counts: StepCounts;
	judgement: StepJudgement;
	/** Shown beside the judgement; nothing was decided by them. */
	observed: { candidate: ArmCounts; champion: ArmCounts | null; pairs: PairedCounts | null };
}

/**
 * One look at the open step of a rollout: counts its requests, asks the domain, keeps the judgement with its inputs. A step that may go
 * on is marked passed in the same transaction; asked again, it answers the same. A person's `promote` counts as advance unless the
 * evidence says roll back; while paused only evidence against the candidate acts, never the clock.
 */
export async function judgeRolloutStep(ctx: ServiceContext, input: { rolloutId: string; index: number }): Promise<RolloutLook> {
	return transact(ctx, async (tx) => {
		const loaded = await lockRollout(tx, ctx, input.rolloutId);
		const { row, plan } = loaded;
		if (!isOpenRollout(row)) return { verdict: 'ended', reason: row.reason ?? '' };
		const [step] = await tx
			.select()
			.from(rolloutStep)
			.where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, input.index)));
		if (!step) throw new DomainError('invalid', `index: the rollout has no step ${input.index}`, { field: 'index', value: input.index });
		if (step.state === 'passed') return { verdict: 'advance', reason: 'the step has passed' };
		const observed = await observe(tx, row, step);
		const counts = await countsOf(tx, ctx, loaded, step, observed);
		const judgement = judgeStep(plan, input.index, counts);
		const decision = decide(row, step, judgement);
		const stored: StoredJudgement = { atMs: ctx.now().getTime(), counts, judgement, observed };
		await tx
			.update(rolloutStep)
			.set({
				judgement: stored,
				readings: [...step.readings, judgement.verdict].slice(-MAX_READINGS),
				...(decision.verdict === 'advance' ? { state: 'passed' as const, endedAt: ctx.now() } : {}),
				...(decision.verdict === 'roll-back' ? { state: 'failed' as const, endedAt: ctx.now() } : {}),
			})
			.where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, step.index)));
		if (decision.verdict === 'advance') await passStep(tx, ctx, loaded, step, decision.reason, stored);
		await publishEndpointEvent(tx, loaded.endpoint, 'rollout.judged', {
			rolloutId: row.id,
			index: step.index,
			verdict: decision.verdict,
			reason: decision.reason,
		});
		return decision;
	});
}

async function observe(tx: Tx, row: RolloutRow, step: StepRow): Promise<StoredJudgement['observed']> {
	const stepKey = weightStepKey(row.id, step.index);
	const candidate = await countArm(tx, row.toVersionId, [stepKey]);
	if (!row.fromVersionId) return { candidate, champion: null, pairs: null };
	const keys = step.weight === 100 ? await earlierKeys(tx, row, step) : [stepKey];
	return {
		candidate,
		champion: await countArm(tx, row.fromVersionId, keys),
		pairs: step.shadow ? await countPairs(tx, row.fromVersionId, row.toVersionId, stepKey) : null,
	};
}

/** At 100 % the champion has no requests of its own: it is represented by what it did in this rollout's earlier steps. */
async function earlierKeys(tx: Tx, row: RolloutRow, step: StepRow): Promise<string[]> {
	const earlier = await tx
		.select({ index: rolloutStep.index })
		.from(rolloutStep)
		.where(and(eq(rolloutStep.rolloutId, row.id), lt(rolloutStep.index, step.index)));
	return earlier.map(({ index }) => weightStepKey(row.id, index));
}

async function countsOf(tx: Tx, ctx: ServiceContext, { row, plan }: LoadedRollout, step: StepRow, observed: StoredJudgement['observed']): Promise<StepCounts> {
	const since = step.acknowledgedAt ?? step.startedAt ?? ctx.now();
	const pausedNowMs = row.pausedAt ? ctx.now().getTime() - row.pausedAt.getTime() : 0;
	const elapsedMs = Math.max(0, ctx.now().getTime() - since.getTime() - step.pausedMs - pausedNowMs);
	const deadlineMs = plan.steps[step.index]?.deadlineMs ?? 0;
	return {
		elapsedMs,
		candidate: { requests: observed.candidate.requests, errors: observed.candidate.errors },
		champion: observed.champion && { requests: observed.champion.requests, errors: observed.champion.errors },
		consecutiveErrors: await countConsecutiveErrors(tx, row.toVersionId, weightStepKey(row.id, step.index)),
		nonFiniteOutputs: observed.candidate.nonFinite,
		notReady: await whyNotReady(tx, row, step, elapsedMs >= deadlineMs ? deadlineMs : null),
	};
}

/** `passedDeadlineMs`: the step's deadline once it is over, else null. */
async function whyNotReady(tx: Tx, row: RolloutRow, step: StepRow, passedDeadlineMs: number | null): Promise<string | null> {
	const refusal = step.routeSeq === null ? null : await refusalOf(tx, row.toVersionId, step.routeSeq);
	if (refusal !== null) return `an inference server refused it: ${refusal}`;
	if (step.acknowledgedAt || passedDeadlineMs === null) return null;
	return `no inference server has acknowledged its weight within ${formatDuration(passedDeadlineMs)}`;
}

function decide(row: RolloutRow, step: StepRow, judgement: StepJudgement): RolloutLook {
	const { verdict, code, reason } = judgement;
	if (row.state === 'paused') {
		return verdict === 'roll-back' && code !== 'deadline' ? { verdict, reason } : { verdict: 'wait', reason: `Paused by ${row.requestedBy ?? 'a person'}` };
	}
	if (verdict === 'roll-back') return { verdict, reason };
	if (!step.acknowledgedAt) return { verdict: 'wait', reason: 'The weight is not acknowledged by an inference server yet.' };
	if (row.requested === 'promote')
		return { verdict: 'advance', reason: `Promoted by ${row.requestedBy ?? 'a person'}: ${row.requestedReason ?? ''} (${reason})` };
	return { verdict: verdict === 'continue' ? 'wait' : verdict, reason };
}

async function passStep(
	tx: Tx,
	ctx: ServiceContext,
	{ row, endpoint, plan }: LoadedRollout,
	step: StepRow,
	reason: string,
	stored: StoredJudgement,
): Promise<void> {
	const next = Math.min(step.index + 1, plan.steps.length - 1);
	await tx.update(rollout).set({ stepIndex: next, requested: null, requestedReason: null, requestedBy: null }).where(eq(rollout.id, row.id));
	await recordAudit(tx, ctx, {
		action: 'rollout.step-passed',
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'rollout', id: row.id, name: endpoint.name },
		reason,
		after: { step: step.name, index: step.index, counts: stored.counts },
	});
}
