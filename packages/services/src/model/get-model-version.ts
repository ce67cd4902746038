import { parseInput } from '@interlock/domain/error';
import { modelVersionInput, type ModelVersionInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadModelVersion, type ModelVersionView, modelVersionView } from './load-model-version.ts';

/** One version by model name and number. */
export async function getModelVersion(ctx: ServiceContext, input: ModelVersionInput): Promise<ModelVersionView> {
	const wanted = parseInput(modelVersionInput, input);
	return transact(ctx, async (tx) => {
		const { row, modelName, aliases } = await loadModelVersion(tx, ctx, wanted, wanted.name, wanted.version, { permission: 'model:read', access: 'read' });
		return modelVersionView(row, modelName, aliases);
	});
}
