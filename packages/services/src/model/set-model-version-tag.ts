import { eq, sql } from 'drizzle-orm';
import { modelVersion } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { checkRegistryTag, modelVersionTagInput, type ModelVersionTagInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadModelVersion, versionTarget } from './load-model-version.ts';

/** Sets one tag of a version. */
export async function setModelVersionTag(ctx: ServiceContext, input: ModelVersionTagInput): Promise<void> {
	const wanted = parseInput(modelVersionTagInput, input);
	checkRegistryTag(wanted.key, wanted.value);
	await transact(ctx, async (tx) => {
		const { project, row, modelName } = await loadModelVersion(tx, ctx, wanted, wanted.name, wanted.version, {
			permission: 'model:write',
			access: 'write',
			lock: true,
		});
		await tx
			.update(modelVersion)
			.set({ tags: sql`${modelVersion.tags} || jsonb_build_object(${wanted.key}::text, ${wanted.value}::text)`, updatedAtMs: ctx.now().getTime() })
			.where(eq(modelVersion.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'model.version-tag-set',
			orgId: project.orgId,
			projectId: project.id,
			target: versionTarget(modelName, row),
			before: { [wanted.key]: Object.hasOwn(row.tags, wanted.key) ? (row.tags[wanted.key]?.slice(0, 200) ?? null) : null },
			after: { [wanted.key]: wanted.value.slice(0, 200) },
		});
	});
}
