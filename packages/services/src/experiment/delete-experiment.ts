import { and, eq } from 'drizzle-orm';
import { experiment, run } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { experimentInput, type ExperimentInput } from '@interlock/domain/run';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadExperiment } from './load-experiment.ts';
import { whyBound } from './why-bound.ts';

/** Marks an active experiment and its runs deleted; nothing is erased. Refused while a version of one of its runs serves or is proposed. */
export async function deleteExperiment(ctx: ServiceContext, input: ExperimentInput): Promise<void> {
	const wanted = parseInput(experimentInput, input);
	await transact(ctx, async (tx) => {
		const { project, experiment: row } = await loadExperiment(tx, ctx, wanted, wanted.experimentId, { permission: 'run:write', access: 'write', lock: true });
		if (row.lifecycleStage !== 'active')
			throw new DomainError('not-found', `No Experiment with id=${row.number} exists`, { field: 'experiment_id', value: wanted.experimentId });
		const members = await tx.select({ id: run.id }).from(run).where(eq(run.experimentId, row.id));
		const bound = await whyBound(tx, { runIds: members.map(({ id }) => id) }, "an experiment with its run can't be deleted");
		if (bound) deny('experiment.deleted', project, { kind: 'experiment', id: row.id, name: row.name }, bound, 'experiment-bound');
		await tx.update(experiment).set({ lifecycleStage: 'deleted', updatedAtMs: ctx.now().getTime() }).where(eq(experiment.id, row.id));
		const runs = await tx
			.update(run)
			.set({ lifecycleStage: 'deleted' })
			.where(and(eq(run.experimentId, row.id), eq(run.lifecycleStage, 'active')))
			.returning({ id: run.id });
		await recordAudit(tx, ctx, {
			action: 'experiment.deleted',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'experiment', id: row.id, name: row.name },
			after: { runs: runs.length },
		});
	});
}
