import { and, eq } from 'drizzle-orm';
import { modelAlias, modelVersion } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { modelVersionInput, type ModelVersionInput } from '@interlock/domain/model';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadModelVersion, versionTarget } from './load-model-version.ts';
import { refuseReviewedVersions } from './refuse-reviewed-versions.ts';
import { servingPlaces } from './serving-places.ts';
import { publishModelChanged } from './publish-model-changed.ts';

/** Deletes a version; its number is never given again. Refused while an endpoint serves it or a change has it in its record. */
export async function deleteModelVersion(ctx: ServiceContext, input: ModelVersionInput): Promise<void> {
	const wanted = parseInput(modelVersionInput, input);
	await transact(ctx, async (tx) => {
		const { project, row, modelName } = await loadModelVersion(tx, ctx, wanted, wanted.name, wanted.version, {
			permission: 'model:write',
			access: 'write',
			lock: true,
		});
		const target = versionTarget(modelName, row);
		const place = (await servingPlaces(tx, row.modelId)).find((serving) => serving.versionId === row.id);
		if (place)
			deny(
				'model.version-deleted',
				project,
				target,
				`endpoint ${place.endpoint} (${place.environment}) serves ${target.name} as ${place.role}; a served version can't be deleted`,
				'version-serves',
			);
		const refused = { action: 'model.version-deleted', place: project, target, what: "it can't be deleted" };
		await refuseReviewedVersions(tx, refused, modelName, [row]);
		await tx.delete(modelAlias).where(and(eq(modelAlias.modelId, row.modelId), eq(modelAlias.version, row.version)));
		await tx.delete(modelVersion).where(eq(modelVersion.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'model.version-deleted',
			orgId: project.orgId,
			projectId: project.id,
			target,
			before: { source: row.source, filesDigest: row.filesDigest },
			subjectDigest: row.filesDigest,
		});
		await publishModelChanged(tx, project, modelName);
	});
}
