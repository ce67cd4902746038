import { and, eq } from 'drizzle-orm';
import type { WeightSet } from '@interlock/contracts/process';
import { rollout, rolloutStep } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { onceByStep } from '../process/index.ts';
import { lockRollout } from './load-rollout.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';
import { markChallenger } from './set-aliases.ts';
import { type StoredEntry, writeRoute } from './write-route.ts';

/** The semantic key of a step's weight; predictions made under it carry it. */
export function weightStepKey(rolloutId: string, index: number): string {
	return `rollout/${rolloutId}/weight/${index}`;
}

/** Moves traffic to a step of a rollout, once per step however often it is asked: a new route row, which counts when a server acknowledges it. */
export async function setWeight(ctx: ServiceContext, input: { rolloutId: string; index: number }): Promise<WeightSet> {
	return transact(ctx, async (tx) => {
		const { row, endpoint } = await lockRollout(tx, ctx, input.rolloutId);
		if (row.state === 'paused') return { outcome: 'paused', routeSeq: null };
		if (row.state !== 'running') return { outcome: 'ended', routeSeq: null };
		const stepKey = weightStepKey(row.id, input.index);
		const routeSeq = await onceByStep(tx, stepKey, async () => {
			const [step] = await tx
				.select()
				.from(rolloutStep)
				.where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, input.index)));
			if (!step) throw new DomainError('invalid', `index: the rollout has no step ${input.index}`, { field: 'index', value: input.index });
			const seq = await writeRoute(tx, endpoint, stepKey, entriesOf(row, step, stepKey));
			await tx
				.update(rolloutStep)
				.set({ state: 'running', routeSeq: seq, startedAt: ctx.now() })
				.where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, input.index)));
			await tx.update(rollout).set({ stepIndex: input.index }).where(eq(rollout.id, row.id));
			await markChallenger(tx, endpoint, row.toVersionId);
			await recordAudit(tx, ctx, {
				action: 'rollout.weight-changed',
				orgId: row.orgId,
				projectId: row.projectId,
				target: { kind: 'rollout', id: row.id, name: endpoint.name },
				after: { step: step.name, index: step.index, weight: step.weight, shadow: step.shadow, routeSeq: seq },
			});
			await publishEndpointEvent(tx, endpoint, 'rollout.weight-changed', { rolloutId: row.id, index: step.index, weight: step.weight, shadow: step.shadow });
			return seq;
		});
		return { outcome: 'set', routeSeq };
	});
}

/** Both versions' predictions carry the step's key, so that each step is judged by its own counts; only the candidate's carry the rollout. */
function entriesOf(row: typeof rollout.$inferSelect, step: typeof rolloutStep.$inferSelect, stepKey: string): StoredEntry[] {
	const candidate: StoredEntry = { modelVersionId: row.toVersionId, role: 'candidate', weight: step.weight, shadow: step.shadow, rolloutId: row.id, stepKey };
	if (!row.fromVersionId) return [candidate];
	return [{ modelVersionId: row.fromVersionId, role: 'champion', weight: 100 - step.weight, shadow: false, rolloutId: null, stepKey }, candidate];
}
