import { and, eq } from 'drizzle-orm';
import { experiment, run } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { experimentInput, type ExperimentInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadExperiment } from './load-experiment.ts';

/** Brings a deleted experiment and its runs back. */
export async function restoreExperiment(ctx: ServiceContext, input: ExperimentInput): Promise<void> {
	const wanted = parseInput(experimentInput, input);
	await transact(ctx, async (tx) => {
		const { project, experiment: row } = await loadExperiment(tx, ctx, wanted, wanted.experimentId, { permission: 'run:write', access: 'write', lock: true });
		if (row.lifecycleStage !== 'deleted')
			throw new DomainError('not-found', `No Experiment with id=${row.number} exists`, { field: 'experiment_id', value: wanted.experimentId });
		await tx.update(experiment).set({ lifecycleStage: 'active', updatedAtMs: ctx.now().getTime() }).where(eq(experiment.id, row.id));
		const runs = await tx
			.update(run)
			.set({ lifecycleStage: 'active' })
			.where(and(eq(run.experimentId, row.id), eq(run.lifecycleStage, 'deleted')))
			.returning({ id: run.id });
		await recordAudit(tx, ctx, {
			action: 'experiment.restored',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'experiment', id: row.id, name: row.name },
			after: { runs: runs.length },
		});
	});
}
