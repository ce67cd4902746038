import { reproduceAgain } from '@interlock/services/change';
import { z } from 'zod';
import { route } from './route.ts';

/** Training a change's revision again. */
export const reproductionRoutes = [
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/reproduction',
		summary: 'Train the newest revision again once more, where the last attempt was inconclusive',
		permission: 'run:start',
		audit: 'entry',
		success: { status: 202, description: "The attempt's number; the change's process starts it", schema: z.object({ attempt: z.number() }) },
		handle: async ({ ctx, params }) => ({
			status: 202,
			body: await reproduceAgain(ctx, { org: params.org ?? '', project: params.project ?? '', number: params.number ?? '' }),
		}),
	}),
];
