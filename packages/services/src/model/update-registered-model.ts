import { eq } from 'drizzle-orm';
import { registeredModel } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { updateRegisteredModelInput, type UpdateRegisteredModelInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadRegisteredModel, type RegisteredModelView, viewRegisteredModel } from './load-registered-model.ts';

/** Changes a registered model's description. */
export async function updateRegisteredModel(ctx: ServiceContext, input: UpdateRegisteredModelInput): Promise<RegisteredModelView> {
	const wanted = parseInput(updateRegisteredModelInput, input);
	return transact(ctx, async (tx) => {
		const { project, model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:write', access: 'write', lock: true });
		const [row] = await tx
			.update(registeredModel)
			.set({ description: wanted.description, updatedAtMs: ctx.now().getTime() })
			.where(eq(registeredModel.id, model.id))
			.returning();
		if (!row) throw new DomainError('unavailable', 'The description could not be stored');
		await recordAudit(tx, ctx, {
			action: 'model.described',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'model', id: row.id, name: row.name },
			before: { description: model.description.slice(0, 500) },
			after: { description: row.description.slice(0, 500) },
		});
		return viewRegisteredModel(tx, row);
	});
}
