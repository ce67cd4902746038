import { eq, sql } from 'drizzle-orm';
import { registeredModel } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { registeredModelTagKeyInput, type RegisteredModelTagKeyInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadRegisteredModel } from './load-registered-model.ts';

/** Removes one tag of a registered model; a missing one is no error, as in MLflow. */
export async function deleteRegisteredModelTag(ctx: ServiceContext, input: RegisteredModelTagKeyInput): Promise<void> {
	const wanted = parseInput(registeredModelTagKeyInput, input);
	await transact(ctx, async (tx) => {
		const { project, model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:write', access: 'write', lock: true });
		const before = Object.hasOwn(model.tags, wanted.key) ? model.tags[wanted.key] : undefined;
		if (before === undefined) return;
		await tx
			.update(registeredModel)
			.set({ tags: sql`${registeredModel.tags} - ${wanted.key}::text`, updatedAtMs: ctx.now().getTime() })
			.where(eq(registeredModel.id, model.id));
		await recordAudit(tx, ctx, {
			action: 'model.tag-deleted',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'model', id: model.id, name: model.name },
			before: { [wanted.key]: before.slice(0, 200) },
		});
	});
}
