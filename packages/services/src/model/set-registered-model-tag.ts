import { eq, sql } from 'drizzle-orm';
import { registeredModel } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { checkRegistryTag, registeredModelTagInput, type RegisteredModelTagInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadRegisteredModel } from './load-registered-model.ts';

/** Sets one tag of a registered model. */
export async function setRegisteredModelTag(ctx: ServiceContext, input: RegisteredModelTagInput): Promise<void> {
	const wanted = parseInput(registeredModelTagInput, input);
	checkRegistryTag(wanted.key, wanted.value);
	await transact(ctx, async (tx) => {
		const { project, model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:write', access: 'write', lock: true });
		await tx
			.update(registeredModel)
			.set({ tags: sql`${registeredModel.tags} || jsonb_build_object(${wanted.key}::text, ${wanted.value}::text)`, updatedAtMs: ctx.now().getTime() })
			.where(eq(registeredModel.id, model.id));
		await recordAudit(tx, ctx, {
			action: 'model.tag-set',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'model', id: model.id, name: model.name },
			before: { [wanted.key]: Object.hasOwn(model.tags, wanted.key) ? (model.tags[wanted.key]?.slice(0, 200) ?? null) : null },
			after: { [wanted.key]: wanted.value.slice(0, 200) },
		});
	});
}
