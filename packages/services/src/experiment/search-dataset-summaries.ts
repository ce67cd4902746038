import { and, eq, inArray, sql } from 'drizzle-orm';
import { experiment, run, runInput } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { experimentNumberFromWire, type SearchDatasetSummariesInput, searchDatasetSummariesInput } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { ownExperimentId, runBounds } from './run-bounds.ts';

/** A dataset that runs of an experiment used, in one role. */
export interface DatasetSummary {
	/** The experiment's number, as a text. */
	experimentId: string;
	name: string;
	/** At most 36 characters. */
	digest: string;
	/** Such as `training`; null where the run didn't say. */
	context: string | null;
}

const MOST = 1000;
const NO_EXPERIMENT = '00000000-0000-0000-0000-000000000000';
const context = sql<string | null>`${runInput.tags} ->> 'mlflow.data.context'`;

/** The datasets used in some experiments, each once by experiment, name, digest and context: 1,000 at most, by name. Unknown experiments have none. */
export async function searchDatasetSummaries(ctx: ServiceContext, input: SearchDatasetSummariesInput): Promise<DatasetSummary[]> {
	const wanted = parseInput(searchDatasetSummariesInput, input);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'run:read');
		const bounds = runBounds(ctx);
		const own = bounds ? eq(experiment.id, (await ownExperimentId(tx, bounds)) ?? NO_EXPERIMENT) : undefined;
		const rows = await tx
			.selectDistinct({ number: experiment.number, name: runInput.name, digest: runInput.digest, context })
			.from(runInput)
			.innerJoin(run, eq(run.id, runInput.runId))
			.innerJoin(experiment, eq(experiment.id, run.experimentId))
			.where(and(eq(experiment.projectId, project.id), inArray(experiment.number, wanted.experimentIds.map(experimentNumberFromWire)), own))
			.orderBy(runInput.name, runInput.digest, experiment.number, context)
			.limit(MOST);
		return rows.map((row) => ({ experimentId: String(row.number), name: row.name, digest: row.digest, context: row.context }));
	});
}
