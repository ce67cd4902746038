import { parseInput } from '@interlock/domain/error';
import { registeredModelInput, type RegisteredModelInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadRegisteredModel, type RegisteredModelView, viewRegisteredModel } from './load-registered-model.ts';

/** One registered model by name, with aliases and the newest version of each stage. */
export async function getRegisteredModel(ctx: ServiceContext, input: RegisteredModelInput): Promise<RegisteredModelView> {
	const wanted = parseInput(registeredModelInput, input);
	return transact(ctx, async (tx) =>
		viewRegisteredModel(tx, (await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:read', access: 'read' })).model),
	);
}
