import { readQuickstart, rebuildProcesses, writeQuickstart } from '@interlock/services/instance';
import { z } from 'zod';
import { readiness } from '../http/readiness.ts';
import { route } from './route.ts';

const step = z.object({
	name: z.string().max(80),
	state: z.enum(['waiting', 'running', 'done', 'failed']),
	figures: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
});
export const quickstartState = z.object({
	state: z.enum(['running', 'waiting-for-review', 'complete', 'failed']),
	steps: z.array(step).max(50),
	reason: z.string().max(2000).optional(),
});

/** The instance: its parts, the quickstart, and putting processes back on their rows. */
export const statusRoutes = [
	route({
		method: 'get',
		path: '/status',
		summary: 'The state of every part and of the quickstart',
		permission: 'anyone',
		audit: 'none',
		success: { status: 200, description: 'State' },
		handle: async ({ instance }) => ({ status: 200, body: { ...(await readiness(instance)), quickstart: await readQuickstart(instance.db) } }),
	}),
	route({
		method: 'put',
		path: '/status/quickstart',
		summary: 'Report the steps of the quickstart; the instance itself does',
		permission: 'status:write',
		audit: 'none',
		body: quickstartState,
		success: { status: 204, description: 'Stored' },
		handle: async ({ ctx, body }) => {
			await writeQuickstart(ctx, body);
			return { status: 204 };
		},
	}),
	route({
		method: 'post',
		path: '/processes/rebuild',
		summary: 'Start the process of every open row again; those that run are left alone',
		permission: 'project:delete',
		audit: 'entry',
		success: { status: 202, description: 'How many open rows of each kind' },
		handle: async ({ ctx }) => ({ status: 202, body: await rebuildProcesses(ctx) }),
	}),
];
