import { getInboxQuery } from '@interlock/domain/notification';
import { getInbox } from '@interlock/services/inbox';
import { route } from './route.ts';

/** What waits for the caller. */
export const inboxRoutes = [
	route({
		method: 'get',
		path: '/orgs/{org}/inbox',
		summary: 'Changes that wait for the caller, what the caller opened, and notifications',
		permission: 'project:read',
		audit: 'none',
		query: getInboxQuery,
		success: { status: 200, description: 'The inbox' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getInbox(ctx, { org: params.org ?? '', ...query }) }),
	}),
];
