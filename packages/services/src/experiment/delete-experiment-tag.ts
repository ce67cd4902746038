import { eq, sql } from 'drizzle-orm';
import { experiment } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { experimentTagKeyInput, type ExperimentTagKeyInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { checkExperimentActive, loadExperiment } from './load-experiment.ts';

/** Removes one tag of an active experiment. `not-found` when it has no such tag. */
export async function deleteExperimentTag(ctx: ServiceContext, input: ExperimentTagKeyInput): Promise<void> {
	const wanted = parseInput(experimentTagKeyInput, input);
	await transact(ctx, async (tx) => {
		const { project, experiment: row } = await loadExperiment(tx, ctx, wanted, wanted.experimentId, { permission: 'run:write', access: 'write', lock: true });
		checkExperimentActive(row);
		const before = Object.hasOwn(row.tags, wanted.key) ? row.tags[wanted.key] : undefined;
		if (before === undefined)
			throw new DomainError('not-found', `No tag with name: ${wanted.key} in experiment with id ${row.number}`, { field: 'key', value: wanted.key });
		await tx
			.update(experiment)
			.set({ tags: sql`${experiment.tags} - ${wanted.key}::text`, updatedAtMs: ctx.now().getTime() })
			.where(eq(experiment.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'experiment.tag-deleted',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'experiment', id: row.id, name: row.name },
			before: { [wanted.key]: before },
		});
	});
}
