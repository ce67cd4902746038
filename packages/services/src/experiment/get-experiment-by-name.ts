import { eq } from 'drizzle-orm';
import { experiment } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { experimentByNameInput, type ExperimentByNameInput } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { type ExperimentView, experimentView, findExperiment } from './load-experiment.ts';

/** One experiment by its name, deleted ones too. */
export async function getExperimentByName(ctx: ServiceContext, input: ExperimentByNameInput): Promise<ExperimentView> {
	const wanted = parseInput(experimentByNameInput, input);
	const unknown = () => new DomainError('not-found', `Could not find experiment with name '${wanted.name}'`, { field: 'experiment_name', value: wanted.name });
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'run:read');
		return experimentView(await findExperiment(tx, ctx, project, eq(experiment.name, wanted.name), { permission: 'run:read', access: 'read', unknown }));
	});
}
