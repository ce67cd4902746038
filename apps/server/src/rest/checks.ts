import { addIssuerBody, postCheckBody } from '@interlock/domain/check';
import { addIssuer, listIssuers, postCheck, revokeIssuer } from '@interlock/services/check';
import { z } from 'zod';
import { route } from './route.ts';

const inProject = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '' });

/** Checks that are made outside, and the keys of their issuers. */
export const checkRoutes = [
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/checks',
		summary: 'Post a check, signed by the key that the policy pins, of the newest revision (its digest)',
		permission: 'change:comment',
		audit: 'entry',
		body: postCheckBody,
		success: {
			status: 201,
			description: 'The check, and the rollout it started, if approvals had been waiting for it',
			schema: z.object({ id: z.string(), rolloutId: z.string().nullable() }),
		},
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await postCheck(ctx, { ...body, ...inProject(params), number: params.number ?? '' }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/issuers',
		summary: 'List the issuers of checks with their public keys',
		permission: 'policy:read',
		audit: 'none',
		success: { status: 200, description: 'Issuers, revoked ones too' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await listIssuers(ctx, inProject(params)) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/issuers',
		summary: 'Register the Ed25519 public key of an issuer of checks',
		permission: 'policy:write',
		audit: 'entry',
		body: addIssuerBody,
		success: { status: 201, description: 'The issuer', schema: z.object({ id: z.string(), fingerprint: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await addIssuer(ctx, { ...body, ...inProject(params) }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/issuers/{issuer}/revoke',
		summary: 'Revoke the key of an issuer; what it signed on open changes counts no longer',
		permission: 'policy:write',
		audit: 'entry',
		success: { status: 200, description: 'How many open changes wait for a new check', schema: z.object({ changes: z.number() }) },
		handle: async ({ ctx, params }) => ({ status: 200, body: await revokeIssuer(ctx, { ...inProject(params), name: params.issuer ?? '' }) }),
	}),
];
