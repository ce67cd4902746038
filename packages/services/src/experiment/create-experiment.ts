import { eq, sql } from 'drizzle-orm';
import { experiment, project } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { checkEntityName, checkLength, createExperimentInput, type CreateExperimentInput, RUN_LIMITS, runTokenAllows } from '@interlock/domain/run';
import { denyWith, loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { type ExperimentView, experimentView } from './load-experiment.ts';
import { runBounds } from './run-bounds.ts';

/** Makes an experiment with the project's next number. `conflict` (reason `already-exists`) when the name is taken, also by a deleted one. */
export async function createExperiment(ctx: ServiceContext, input: CreateExperimentInput): Promise<ExperimentView> {
	const wanted = parseInput(createExperimentInput, input);
	for (const tag of wanted.tags) checkExperimentTag(tag.key, tag.value);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'run:write');
		const bounds = runBounds(ctx);
		if (bounds && !runTokenAllows(bounds, 'create', { kind: 'experiment', ownRun: false })) {
			denyWith(new DomainError('not-found', 'project not found', { field: 'project', value: wanted.project }), {
				action: 'run:write',
				place,
				target: { kind: 'project', id: place.id, name: place.slug },
				reason: 'a run token makes no experiments',
			});
		}
		const [counter] = await tx
			.update(project)
			.set({ nextExperiment: sql`${project.nextExperiment} + 1` })
			.where(eq(project.id, place.id))
			.returning({ next: project.nextExperiment });
		const nowMs = ctx.now().getTime();
		const [row] = await tx
			.insert(experiment)
			.values({
				orgId: place.orgId,
				projectId: place.id,
				number: (counter?.next ?? 2) - 1,
				name: wanted.name,
				tags: Object.fromEntries(wanted.tags.map((tag) => [tag.key, tag.value])),
				createdAtMs: nowMs,
				updatedAtMs: nowMs,
			})
			.onConflictDoNothing({ target: [experiment.projectId, experiment.name] })
			.returning();
		if (!row)
			throw new DomainError('conflict', `Experiment(name=${wanted.name}) already exists.`, { field: 'name', value: wanted.name, reason: 'already-exists' });
		await recordAudit(tx, ctx, {
			action: 'experiment.created',
			orgId: place.orgId,
			projectId: place.id,
			target: { kind: 'experiment', id: row.id, name: row.name },
			after: { number: row.number },
		});
		await publishEvent(tx, {
			orgId: place.orgId,
			projectId: place.id,
			channel: `project/${place.id}`,
			type: 'experiment.changed',
			data: { experimentId: String(row.number) },
		});
		return experimentView(row);
	});
}

/** Throws `invalid` when an experiment tag breaks its limits. */
export function checkExperimentTag(key: string, value: string): void {
	checkEntityName(key, { entity: 'key', path: 'key' });
	checkLength('value', RUN_LIMITS.experimentTagValueLength, value);
}
