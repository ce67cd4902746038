import { createExperiment } from '@interlock/services/experiment';
import { readPairs } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

/** The artifact location a client asks for is a label: Interlock keeps artifacts itself. */
export const experimentCreate: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/experiments/create',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		const { experimentId } = await createExperiment(ctx, { ...place, name: fields.requiredText('name'), tags: readPairs(fields, 'tags') });
		return { experiment_id: experimentId };
	},
};
