import { asc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, rollout, rolloutStep } from '@interlock/db/tables';
import { nameOfStep, type RolloutPlan, rolloutPlanSchema } from '@interlock/domain/rollout';
import type { RolloutStepView, RolloutView, VersionRef } from './endpoint-view.ts';
import type { StoredJudgement } from './judge-rollout-step.ts';
import type { RolloutRow } from './load-rollout.ts';

export type StepRow = typeof rolloutStep.$inferSelect;

/** The newest rollout of an endpoint with its steps; an open one is always the newest. */
export async function readNewestRollout(
	tx: Tx,
	rollouts: RolloutRow[],
	versionOf: (id: string) => VersionRef,
): Promise<{ view: RolloutView; steps: StepRow[] } | null> {
	const [row] = rollouts;
	if (!row) return null;
	const steps = await tx.select().from(rolloutStep).where(eq(rolloutStep.rolloutId, row.id)).orderBy(asc(rolloutStep.index));
	const [proposed] = row.changeId ? await tx.select({ number: change.number, title: change.title }).from(change).where(eq(change.id, row.changeId)) : [];
	const plan = rolloutPlanSchema.parse(row.plan);
	return {
		steps,
		view: {
			id: row.id,
			state: row.state,
			change: proposed ?? null,
			from: row.fromVersionId ? versionOf(row.fromVersionId) : null,
			to: versionOf(row.toVersionId),
			plan,
			stepIndex: row.stepIndex,
			steps: plan.steps.map((step, index) =>
				viewStep(
					row,
					plan,
					steps.find((s) => s.index === index),
					{ index, name: nameOfStep(step) },
				),
			),
			reason: row.reason,
			requested: requestedOf(row),
			startedAtMs: row.createdAt.getTime(),
			endedAtMs: row.endedAt?.getTime() ?? null,
		},
	};
}

function viewStep(row: typeof rollout.$inferSelect, plan: RolloutPlan, step: StepRow | undefined, of: { index: number; name: string }): RolloutStepView {
	const planned = plan.steps[of.index];
	const counted = step?.state === 'running' && row.state === 'running' ? step.acknowledgedAt : null;
	return {
		...of,
		weight: planned?.kind === 'weight' ? planned.weight : 0,
		shadow: planned?.kind === 'shadow',
		state: step?.state ?? 'skipped',
		startedAtMs: step?.startedAt?.getTime() ?? null,
		acknowledgedAtMs: step?.acknowledgedAt?.getTime() ?? null,
		endedAtMs: step?.endedAt?.getTime() ?? null,
		deadlineAtMs: counted && planned && step ? counted.getTime() + step.pausedMs + planned.deadlineMs : null,
		judgement: (step?.judgement as StoredJudgement | null | undefined) ?? null,
	};
}

function requestedOf(row: RolloutRow): RolloutView['requested'] {
	const by = row.requestedBy ?? 'a person';
	if (row.state === 'paused') return { what: 'pause', by, reason: row.requestedReason };
	return row.requested === 'promote' ? { what: 'promote', by, reason: row.requestedReason } : null;
}
