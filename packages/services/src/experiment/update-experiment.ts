import { and, eq, ne } from 'drizzle-orm';
import { experiment } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { updateExperimentInput, type UpdateExperimentInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadExperiment } from './load-experiment.ts';

/** Renames an active experiment. `conflict` (reason `already-exists`) when the name is taken. */
export async function updateExperiment(ctx: ServiceContext, input: UpdateExperimentInput): Promise<void> {
	const wanted = parseInput(updateExperimentInput, input);
	await transact(ctx, async (tx) => {
		const { project, experiment: row } = await loadExperiment(tx, ctx, wanted, wanted.experimentId, { permission: 'run:write', access: 'write', lock: true });
		if (row.lifecycleStage !== 'active')
			throw new DomainError('invalid', 'Cannot rename a non-active experiment.', { field: 'experiment_id', value: wanted.experimentId });
		const [taken] = await tx
			.select({ id: experiment.id })
			.from(experiment)
			.where(and(eq(experiment.projectId, project.id), eq(experiment.name, wanted.name), ne(experiment.id, row.id)));
		if (taken)
			throw new DomainError('conflict', `Experiment(name=${wanted.name}) already exists.`, { field: 'new_name', value: wanted.name, reason: 'already-exists' });
		await tx.update(experiment).set({ name: wanted.name, updatedAtMs: ctx.now().getTime() }).where(eq(experiment.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'experiment.renamed',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'experiment', id: row.id, name: wanted.name },
			before: { name: row.name },
			after: { name: wanted.name },
		});
	});
}
