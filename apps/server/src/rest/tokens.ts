import { createTokenInput } from '@interlock/domain/token';
import { createToken, listTokens, revokeToken } from '@interlock/services/token';
import { z } from 'zod';
import { route } from './route.ts';

/** API tokens of the caller. */
export const tokenRoutes = [
	route({
		method: 'post',
		path: '/tokens',
		summary: 'Create an API token; its text is in this answer only',
		permission: 'token:write',
		audit: 'entry',
		secretAnswer: true,
		body: createTokenInput,
		success: { status: 201, description: 'The token', schema: z.object({ id: z.string(), token: z.string(), expiresAtMs: z.number() }) },
		handle: async ({ ctx, body }) => ({ status: 201, body: await createToken(ctx, body) }),
	}),
	route({
		method: 'get',
		path: '/orgs/{org}/tokens',
		summary: 'List tokens',
		permission: 'token:read',
		audit: 'none',
		success: { status: 200, description: 'Tokens without their secrets' },
		handle: async ({ ctx, params }) => ({ status: 200, body: { tokens: await listTokens(ctx, { org: params.org ?? '' }) } }),
	}),
	route({
		method: 'delete',
		path: '/orgs/{org}/tokens/{id}',
		summary: 'Revoke a token',
		permission: 'token:write',
		audit: 'entry',
		success: { status: 204, description: 'Revoked' },
		handle: async ({ ctx, params }) => {
			await revokeToken(ctx, { org: params.org ?? '', id: params.id ?? '' });
			return { status: 204 };
		},
	}),
];
