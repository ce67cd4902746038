import { parseInput } from '@interlock/domain/error';
import { latestVersionsInput, type LatestVersionsInput, stageFromWire } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import type { ModelVersionView } from './load-model-version.ts';
import { loadRegisteredModel, viewRegisteredModel } from './load-registered-model.ts';

/** The newest version of each asked MLflow stage (of all when none is named). */
export async function getLatestVersions(ctx: ServiceContext, input: LatestVersionsInput): Promise<ModelVersionView[]> {
	const wanted = parseInput(latestVersionsInput, input);
	const stages = wanted.stages.map(stageFromWire);
	return transact(ctx, async (tx) => {
		const { model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:read', access: 'read' });
		const { latestVersions } = await viewRegisteredModel(tx, model);
		return latestVersions.filter((version) => stages.length === 0 || stages.some((stage) => stage === version.stage));
	});
}
