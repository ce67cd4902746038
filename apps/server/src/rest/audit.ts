import { getChainState, listAudit } from '@interlock/services/audit';
import { z } from 'zod';
import { route } from './route.ts';

/** The audit log of an organization. */
export const auditRoutes = [
	route({
		method: 'get',
		path: '/orgs/{org}/audit/chain',
		summary: 'Verify the chain now',
		permission: 'audit:read',
		audit: 'none',
		success: { status: 200, description: 'Intact, or the first entry that does not fit' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getChainState(ctx, { org: params.org ?? '' }) }),
	}),
	route({
		method: 'get',
		path: '/orgs/{org}/audit',
		summary: 'List sealed entries, newest first',
		permission: 'audit:read',
		audit: 'none',
		query: z.object({
			q: z.string().max(200, 'must be at most 200 characters').optional(),
			decision: z.enum(['allowed', 'denied']).optional(),
			before: z.coerce.number().int().positive().optional(),
			limit: z.coerce.number().int().min(1).max(200, 'must be at most 200').optional(),
		}),
		success: { status: 200, description: 'Entries' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await listAudit(ctx, { org: params.org ?? '', ...query }) }),
	}),
];
