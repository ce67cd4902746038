import { DomainError } from '@interlock/domain/error';
import { searchDatasetSummaries } from '@interlock/services/experiment';
import { some } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

const MOST_EXPERIMENTS = 20;

/** The datasets that runs of some experiments used, each once. */
export const experimentSearchDatasets: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/experiments/search-datasets',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const experimentIds = fields.texts('experiment_ids');
		const refuse = (sentence: string) =>
			new DomainError('invalid', `SearchDatasets request ${sentence}`, { field: 'experiment_ids', value: experimentIds.length });
		if (experimentIds.length === 0) throw refuse('must specify at least one experiment_id.');
		if (experimentIds.length > MOST_EXPERIMENTS)
			throw refuse(`cannot specify more than ${MOST_EXPERIMENTS} experiment_ids. Received ${experimentIds.length} experiment_ids.`);
		const found = await searchDatasetSummaries(ctx, { ...place, experimentIds });
		return {
			dataset_summaries: some(
				found.map(({ experimentId, name, digest, context }) => ({ experiment_id: experimentId, name, digest, context: context ?? undefined })),
			),
		};
	},
};
