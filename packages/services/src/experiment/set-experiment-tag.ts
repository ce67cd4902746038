import { eq, sql } from 'drizzle-orm';
import { experiment } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { experimentTagInput, type ExperimentTagInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { checkExperimentTag } from './create-experiment.ts';
import { checkExperimentActive, loadExperiment } from './load-experiment.ts';

/** Sets one tag of an active experiment. */
export async function setExperimentTag(ctx: ServiceContext, input: ExperimentTagInput): Promise<void> {
	const wanted = parseInput(experimentTagInput, input);
	checkExperimentTag(wanted.key, wanted.value);
	await transact(ctx, async (tx) => {
		const { project, experiment: row } = await loadExperiment(tx, ctx, wanted, wanted.experimentId, { permission: 'run:write', access: 'write', lock: true });
		checkExperimentActive(row);
		await tx
			.update(experiment)
			.set({ tags: sql`${experiment.tags} || jsonb_build_object(${wanted.key}::text, ${wanted.value}::text)`, updatedAtMs: ctx.now().getTime() })
			.where(eq(experiment.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'experiment.tag-set',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'experiment', id: row.id, name: row.name },
			before: { [wanted.key]: Object.hasOwn(row.tags, wanted.key) ? (row.tags[wanted.key] ?? null) : null },
			after: { [wanted.key]: wanted.value },
		});
	});
}
