import { startRunInput } from '@interlock/domain/training';
import { cancelRun, listTrainable, startRun } from '@interlock/services/training';
import { z } from 'zod';
import { route } from './route.ts';

/** Trainings that Interlock runs itself. */
export const trainingRoutes = [
	route({
		method: 'get',
		path: '/templates',
		summary: 'List the templates a run can be started from',
		permission: 'signed-in',
		audit: 'none',
		success: { status: 200, description: 'Templates with their parameters' },
		handle: async () => ({ status: 200, body: { templates: await listTrainable() } }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/runs',
		summary: 'Start a training',
		permission: 'run:start',
		audit: 'entry',
		body: startRunInput.omit({ org: true, project: true }),
		success: { status: 201, description: 'The run', schema: z.object({ id: z.string(), runId: z.string(), name: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await startRun(ctx, { ...body, org: params.org ?? '', project: params.project ?? '' }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/runs/{run}/cancel',
		summary: 'Cancel a training',
		permission: 'run:cancel',
		audit: 'entry',
		success: { status: 202, description: 'Asked to stop' },
		handle: async ({ ctx, params }) => {
			await cancelRun(ctx, { org: params.org ?? '', project: params.project ?? '', run: params.run ?? '' });
			return { status: 202, body: {} };
		},
	}),
];
