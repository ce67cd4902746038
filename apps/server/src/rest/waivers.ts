import { revokeWaiverBody, waiveGateBody } from '@interlock/domain/change';
import { countersignWaiver, revokeWaiver, waiveGate } from '@interlock/services/change';
import { z } from 'zod';
import { route } from './route.ts';

const at = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '', number: params.number ?? '' });
const of = (params: Record<string, string>) => ({ ...at(params), waiver: params.waiver ?? '' });

/** Waivers of gates of a change. */
export const waiverRoutes = [
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/waivers',
		summary: 'Ask to let a gate count as passed until a day, on the revision you saw (its digest)',
		permission: 'change:waive',
		audit: 'entry',
		body: waiveGateBody,
		success: {
			status: 201,
			description: 'The waiver; it counts once a second person countersigned',
			schema: z.object({ id: z.string(), endsAtMs: z.number() }),
		},
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await waiveGate(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/waivers/{waiver}/countersign',
		summary: 'Countersign a waiver that somebody else asked for',
		permission: 'change:waive',
		audit: 'entry',
		success: {
			status: 200,
			description: 'The rollout it started, if approvals had been waiting for it',
			schema: z.object({ rolloutId: z.string().nullable() }),
		},
		handle: async ({ ctx, params }) => ({ status: 200, body: await countersignWaiver(ctx, of(params)) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/waivers/{waiver}/revoke',
		summary: 'Take a waiver back; its gate holds the change again',
		permission: 'change:waive',
		audit: 'entry',
		body: revokeWaiverBody,
		success: { status: 204, description: 'Revoked' },
		handle: async ({ ctx, params, body }) => {
			await revokeWaiver(ctx, { ...body, ...of(params) });
			return { status: 204 };
		},
	}),
];
