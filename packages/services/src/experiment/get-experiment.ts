import { parseInput } from '@interlock/domain/error';
import { experimentInput, type ExperimentInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { type ExperimentView, experimentView, loadExperiment } from './load-experiment.ts';

/** One experiment by its number, deleted ones too. */
export async function getExperiment(ctx: ServiceContext, input: ExperimentInput): Promise<ExperimentView> {
	const wanted = parseInput(experimentInput, input);
	return transact(ctx, async (tx) =>
		experimentView((await loadExperiment(tx, ctx, wanted, wanted.experimentId, { permission: 'run:read', access: 'read' })).experiment),
	);
}
