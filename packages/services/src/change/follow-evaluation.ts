import { and, eq } from 'drizzle-orm';
import { revision } from '@interlock/db/tables';
import type { EvaluationStep, InStep } from '@interlock/domain/gate';
import { type ServiceContext, transact } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';

/**
 * Keeps how far an evaluation is in its revision as each step begins and ends, and tells the change's page. A worker that takes over
 * from one that died begins anew. An evaluation that was overtaken by the next one of its revision keeps nothing.
 */
export function followEvaluation(
	ctx: ServiceContext,
	of: { orgId: string; projectId: string; changeId: string; revision: number; evaluation: number },
): { inStep: InStep; end(): Promise<void> } {
	const steps: EvaluationStep[] = [];
	const keep = () =>
		transact(ctx, async (tx) => {
			await tx
				.update(revision)
				.set({ evaluationSteps: steps })
				.where(and(eq(revision.changeId, of.changeId), eq(revision.number, of.revision), eq(revision.evaluationNumber, of.evaluation)));
			await publishEvent(tx, {
				orgId: of.orgId,
				projectId: of.projectId,
				channel: `change/${of.changeId}`,
				type: 'change.evaluating',
				data: { changeId: of.changeId, revision: of.revision },
			});
		});
	return {
		inStep: async (step, work) => {
			const begun: EvaluationStep = { step, startedMs: ctx.now().getTime(), endedMs: null };
			steps.push(begun);
			await keep();
			const found = await work();
			begun.endedMs = ctx.now().getTime();
			return found;
		},
		end: keep,
	};
}
