import { uuidv7 } from 'uuidv7';
import { loggedModel } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { checkLoggedModelName, createLoggedModelInput, type CreateLoggedModelInput } from '@interlock/domain/model';
import { checkParams, checkTags, nameFromUuid, runIdFromWire, runTokenAllows } from '@interlock/domain/run';
import { denyWith, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { checkExperimentActive, loadExperiment, runBounds } from '../experiment/index.ts';
import { checkRunActive, loadRunOf } from '../run/index.ts';
import { type LoggedModelView, loggedModelView } from './load-logged-model.ts';

/** Makes a logged model that waits for its files. A run token makes them only for its own run and its children. */
export async function createLoggedModel(ctx: ServiceContext, input: CreateLoggedModelInput): Promise<LoggedModelView> {
	const wanted = parseInput(createLoggedModelInput, input);
	if (wanted.name !== undefined) checkLoggedModelName(wanted.name);
	const params = checkParams(wanted.params, 'params');
	const tags = checkTags(wanted.tags, 'tags');
	return transact(ctx, async (tx) => {
		const { project, experiment } = await loadExperiment(tx, ctx, wanted, wanted.experimentId, { permission: 'run:write', access: 'read' });
		checkExperimentActive(experiment);
		const source = wanted.sourceRunId
			? await loadRunOf(tx, ctx, project, runIdFromWire(wanted.sourceRunId), { permission: 'run:write', access: 'write' })
			: null;
		if (source) checkRunActive(source.run);
		const bounds = runBounds(ctx);
		if (
			bounds &&
			!runTokenAllows(bounds, 'create', { kind: 'loggedModel', sourceRunId: source?.run.id ?? null, sourceParentRunId: source?.parentRunId ?? null })
		) {
			denyWith(new DomainError('not-found', `No Experiment with id=${experiment.number} exists`, { field: 'experiment_id', value: wanted.experimentId }), {
				action: 'run:write',
				place: project,
				target: { kind: 'experiment', id: experiment.id, name: experiment.name },
				reason: 'a run token logs models only for its own run',
			});
		}
		const id = uuidv7();
		const nowMs = ctx.now().getTime();
		const [row] = await tx
			.insert(loggedModel)
			.values({
				id,
				orgId: project.orgId,
				projectId: project.id,
				experimentId: experiment.id,
				name: wanted.name ?? nameFromUuid(id),
				modelType: wanted.modelType,
				status: 'LOGGED_MODEL_PENDING',
				sourceRunId: source?.run.id ?? null,
				params: Object.fromEntries(params.map((p) => [p.key, p.value])),
				tags: Object.fromEntries(tags.map((t) => [t.key, t.value])),
				createdAtMs: nowMs,
				updatedAtMs: nowMs,
			})
			.returning();
		if (!row) throw new DomainError('unavailable', 'The logged model could not be stored');
		await recordAudit(tx, ctx, {
			action: 'logged-model.created',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'logged model', id, name: row.name },
			after: { sourceRunId: row.sourceRunId },
		});
		return loggedModelView(row, experiment.number);
	});
}
