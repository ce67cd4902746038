import { eq } from 'drizzle-orm';
import { endpoint, modelAlias, modelVersion, registeredModel } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { registeredModelInput, type RegisteredModelInput } from '@interlock/domain/model';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadRegisteredModel } from './load-registered-model.ts';
import { refuseReviewedVersions } from './refuse-reviewed-versions.ts';
import { servingPlaces } from './serving-places.ts';
import { publishModelChanged } from './publish-model-changed.ts';

/** Deletes a registered model with its versions. Refused while an endpoint serves one or stands on it, or a change has one in its record. */
export async function deleteRegisteredModel(ctx: ServiceContext, input: RegisteredModelInput): Promise<void> {
	const wanted = parseInput(registeredModelInput, input);
	await transact(ctx, async (tx) => {
		const { project, model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:write', access: 'write', lock: true });
		const target = { kind: 'model', id: model.id, name: model.name };
		const [place] = await servingPlaces(tx, model.id);
		if (place)
			deny(
				'model.deleted',
				project,
				target,
				`endpoint ${place.endpoint} (${place.environment}) serves a version of ${model.name}; a served model can't be deleted`,
				'model-serves',
			);
		const [standing] = await tx.select({ name: endpoint.name }).from(endpoint).where(eq(endpoint.modelId, model.id)).limit(1);
		if (standing) deny('model.deleted', project, target, `endpoint ${standing.name} stands on model ${model.name}; it can't be deleted`, 'model-has-endpoint');
		const versions = await tx
			.select({ id: modelVersion.id, version: modelVersion.version, filesDigest: modelVersion.filesDigest })
			.from(modelVersion)
			.where(eq(modelVersion.modelId, model.id))
			.for('update');
		await refuseReviewedVersions(tx, { action: 'model.deleted', place: project, target, what: "the model can't be deleted" }, model.name, versions);
		await tx.delete(modelAlias).where(eq(modelAlias.modelId, model.id));
		await tx.delete(modelVersion).where(eq(modelVersion.modelId, model.id));
		await tx.delete(registeredModel).where(eq(registeredModel.id, model.id));
		await recordAudit(tx, ctx, {
			action: 'model.deleted',
			orgId: project.orgId,
			projectId: project.id,
			target,
			before: { versions: versions.slice(0, 100).map((v) => ({ version: v.version, filesDigest: v.filesDigest })) },
		});
		await publishModelChanged(tx, project, model.name);
	});
}
