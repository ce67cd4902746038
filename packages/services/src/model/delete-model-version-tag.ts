import { eq, sql } from 'drizzle-orm';
import { modelVersion } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { modelVersionTagKeyInput, type ModelVersionTagKeyInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadModelVersion, versionTarget } from './load-model-version.ts';

/** Removes one tag of a version; a missing one is no error, as in MLflow. */
export async function deleteModelVersionTag(ctx: ServiceContext, input: ModelVersionTagKeyInput): Promise<void> {
	const wanted = parseInput(modelVersionTagKeyInput, input);
	await transact(ctx, async (tx) => {
		const { project, row, modelName } = await loadModelVersion(tx, ctx, wanted, wanted.name, wanted.version, {
			permission: 'model:write',
			access: 'write',
			lock: true,
		});
		const before = Object.hasOwn(row.tags, wanted.key) ? row.tags[wanted.key] : undefined;
		if (before === undefined) return;
		await tx
			.update(modelVersion)
			.set({ tags: sql`${modelVersion.tags} - ${wanted.key}::text`, updatedAtMs: ctx.now().getTime() })
			.where(eq(modelVersion.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'model.version-tag-deleted',
			orgId: project.orgId,
			projectId: project.id,
			target: versionTarget(modelName, row),
			before: { [wanted.key]: before.slice(0, 200) },
		});
	});
}
