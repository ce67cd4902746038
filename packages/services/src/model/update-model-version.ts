import { eq } from 'drizzle-orm';
import { modelVersion } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { updateModelVersionInput, type UpdateModelVersionInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadModelVersion, type ModelVersionView, modelVersionView, versionTarget } from './load-model-version.ts';

/** Changes a version's description; everything else of a version is immutable or an outcome. */
export async function updateModelVersion(ctx: ServiceContext, input: UpdateModelVersionInput): Promise<ModelVersionView> {
	const wanted = parseInput(updateModelVersionInput, input);
	return transact(ctx, async (tx) => {
		const { project, row, modelName, aliases } = await loadModelVersion(tx, ctx, wanted, wanted.name, wanted.version, {
			permission: 'model:write',
			access: 'write',
			lock: true,
		});
		const [changed] = await tx
			.update(modelVersion)
			.set({ description: wanted.description, updatedAtMs: ctx.now().getTime() })
			.where(eq(modelVersion.id, row.id))
			.returning();
		if (!changed) throw new DomainError('unavailable', 'The description could not be stored');
		await recordAudit(tx, ctx, {
			action: 'model.version-described',
			orgId: project.orgId,
			projectId: project.id,
			target: versionTarget(modelName, row),
			before: { description: row.description.slice(0, 500) },
			after: { description: changed.description.slice(0, 500) },
		});
		return modelVersionView(changed, modelName, aliases);
	});
}
