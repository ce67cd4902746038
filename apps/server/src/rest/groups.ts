import { saveGroupBody } from '@interlock/domain/group';
import { listGroups, removeGroup, saveGroup } from '@interlock/services/group';
import { z } from 'zod';
import { route } from './route.ts';

const at = (params: Record<string, string>) => ({ org: params.org ?? '', name: params.group ?? '' });

/** Groups: named people whom policies ask. */
export const groupRoutes = [
	route({
		method: 'get',
		path: '/orgs/{org}/groups',
		summary: 'List the groups of an organization with their people',
		permission: 'member:read',
		audit: 'none',
		success: { status: 200, description: 'Groups', schema: z.looseObject({ groups: z.array(z.looseObject({ name: z.string() })) }) },
		handle: async ({ ctx, params }) => ({ status: 200, body: await listGroups(ctx, { org: params.org ?? '' }) }),
	}),
	route({
		method: 'put',
		path: '/orgs/{org}/groups/{group}',
		summary: 'Make a group or change whom it has',
		permission: 'member:write',
		audit: 'entry',
		body: saveGroupBody,
		success: { status: 200, description: 'The group', schema: z.object({ name: z.string(), members: z.number() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await saveGroup(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'delete',
		path: '/orgs/{org}/groups/{group}',
		summary: 'Remove a group that no policy asks',
		permission: 'member:write',
		audit: 'entry',
		success: { status: 204, description: 'Gone' },
		handle: async ({ ctx, params }) => {
			await removeGroup(ctx, at(params));
			return { status: 204 };
		},
	}),
];
