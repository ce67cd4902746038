import { and, eq, ne } from 'drizzle-orm';
import { modelVersion, registeredModel } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { checkModelName, renameRegisteredModelInput, type RenameRegisteredModelInput } from '@interlock/domain/model';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { whyBound } from '../experiment/index.ts';
import { loadRegisteredModel, type RegisteredModelView, viewRegisteredModel } from './load-registered-model.ts';
import { servingPlaces } from './serving-places.ts';
import { publishModelChanged } from './publish-model-changed.ts';

/** Renames a registered model. Refused while an endpoint serves one of its versions, since callers name it, or an open change proposes one. `conflict` when the name is taken. */
export async function renameRegisteredModel(ctx: ServiceContext, input: RenameRegisteredModelInput): Promise<RegisteredModelView> {
	const wanted = parseInput(renameRegisteredModelInput, input);
	checkModelName(wanted.name);
	checkModelName(wanted.newName, 'new_name');
	return transact(ctx, async (tx) => {
		const { project, model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:write', access: 'write', lock: true });
		const target = { kind: 'model', id: model.id, name: model.name };
		const [place] = await servingPlaces(tx, model.id);
		if (place)
			deny(
				'model.renamed',
				project,
				target,
				`endpoint ${place.endpoint} (${place.environment}) serves a version of ${model.name}; a served model keeps its name`,
				'model-serves',
			);
		const versions = await tx.select({ id: modelVersion.id }).from(modelVersion).where(eq(modelVersion.modelId, model.id));
		const bound = await whyBound(tx, { versionIds: versions.map(({ id }) => id) }, 'a model under review keeps its name');
		if (bound) deny('model.renamed', project, target, bound, 'version-bound');
		const [taken] = await tx
			.select({ id: registeredModel.id })
			.from(registeredModel)
			.where(and(eq(registeredModel.projectId, project.id), eq(registeredModel.name, wanted.newName), ne(registeredModel.id, model.id)));
		if (taken)
			throw new DomainError('conflict', `Registered Model (name=${wanted.newName}) already exists.`, {
				field: 'new_name',
				value: wanted.newName.slice(0, 80),
				reason: 'already-exists',
			});
		const [row] = await tx
			.update(registeredModel)
			.set({ name: wanted.newName, updatedAtMs: ctx.now().getTime() })
			.where(eq(registeredModel.id, model.id))
			.returning();
		if (!row) throw new DomainError('unavailable', 'The name could not be stored');
		await recordAudit(tx, ctx, {
			action: 'model.renamed',
			orgId: project.orgId,
			projectId: project.id,
			target: { ...target, name: row.name },
			before: { name: model.name },
			after: { name: row.name },
		});
		await publishModelChanged(tx, project, row.name);
		return viewRegisteredModel(tx, row);
	});
}
