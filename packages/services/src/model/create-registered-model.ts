import { registeredModel } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { checkModelName, checkRegistryTag, createRegisteredModelInput, type CreateRegisteredModelInput } from '@interlock/domain/model';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { keepWithinRun } from '../experiment/index.ts';
import { type RegisteredModelView, viewRegisteredModel } from './load-registered-model.ts';
import { publishModelChanged } from './publish-model-changed.ts';

/** Makes a registered model. `conflict` (reason `already-exists`) when the name is taken. A run token can make only the one it declared. */
export async function createRegisteredModel(ctx: ServiceContext, input: CreateRegisteredModelInput): Promise<RegisteredModelView> {
	const wanted = parseInput(createRegisteredModelInput, input);
	checkModelName(wanted.name);
	for (const tag of wanted.tags) checkRegistryTag(tag.key, tag.value);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'model:write');
		const unknown = () =>
			new DomainError('not-found', `Registered Model with name=${wanted.name} not found`, { field: 'name', value: wanted.name.slice(0, 80) });
		keepWithinRun(
			ctx,
			{ kind: 'registeredModel', name: wanted.name },
			{ permission: 'model:write', access: 'create', place: project, target: { kind: 'model', id: wanted.name, name: wanted.name }, unknown },
		);
		const nowMs = ctx.now().getTime();
		const [row] = await tx
			.insert(registeredModel)
			.values({
				orgId: project.orgId,
				projectId: project.id,
				name: wanted.name,
				description: wanted.description,
				tags: Object.fromEntries(wanted.tags.map((tag) => [tag.key, tag.value])),
				createdAtMs: nowMs,
				updatedAtMs: nowMs,
			})
			.onConflictDoNothing()
			.returning();
		if (!row)
			throw new DomainError('conflict', `Registered Model (name=${wanted.name}) already exists.`, {
				field: 'name',
				value: wanted.name.slice(0, 80),
				reason: 'already-exists',
			});
		await recordAudit(tx, ctx, { action: 'model.created', orgId: project.orgId, projectId: project.id, target: { kind: 'model', id: row.id, name: row.name } });
		await publishModelChanged(tx, project, row.name);
		return viewRegisteredModel(tx, row);
	});
}
