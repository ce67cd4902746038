import { createDelegationBody } from '@interlock/domain/delegation';
import { createDelegation, endDelegation, listDelegations } from '@interlock/services/delegation';
import { z } from 'zod';
import { route } from './route.ts';

/** Who votes for whom while they are away. */
export const delegationRoutes = [
	route({
		method: 'get',
		path: '/orgs/{org}/delegations',
		summary: 'List who stands in for whom, now and later',
		permission: 'member:read',
		audit: 'none',
		success: { status: 200, description: 'Delegations, soonest first' },
		handle: async ({ ctx, params }) => ({ status: 200, body: { delegations: await listDelegations(ctx, { org: params.org ?? '' }) } }),
	}),
	route({
		method: 'post',
		path: '/orgs/{org}/delegations',
		summary: 'Let somebody vote for you for at most 30 days, in a browser session',
		permission: 'change:review',
		audit: 'entry',
		body: createDelegationBody,
		success: { status: 201, description: 'The delegation', schema: z.object({ id: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await createDelegation(ctx, { ...body, org: params.org ?? '' }) }),
	}),
	route({
		method: 'delete',
		path: '/orgs/{org}/delegations/{id}',
		summary: 'End a delegation now',
		permission: 'member:read',
		audit: 'entry',
		success: { status: 204, description: 'Ended' },
		handle: async ({ ctx, params }) => {
			await endDelegation(ctx, { org: params.org ?? '', id: params.id ?? '' });
			return { status: 204 };
		},
	}),
];
