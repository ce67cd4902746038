import { decideProposalBody, replayPolicyBody, updatePolicyBody } from '@interlock/domain/policy';
import { replayPolicy } from '@interlock/services/change';
import { decideProposal, getPolicy, getProposal, updatePolicy } from '@interlock/services/policy';
import { z } from 'zod';
import { route } from './route.ts';

const PATH = '/projects/{org}/{project}/policies/{environment}';
const at = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '', environment: params.environment ?? '' });

/** Policies: what each environment asks of a change, edits of it and what an edit would have done. */
export const policyRoutes = [
	route({
		method: 'get',
		path: PATH,
		summary: 'Get the policy of an environment, its versions, proposed edits and who can approve',
		permission: 'policy:read',
		audit: 'none',
		success: { status: 200, description: 'The policy' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getPolicy(ctx, at(params)) }),
	}),
	route({
		method: 'put',
		path: PATH,
		summary: 'Edit a policy: a new version, or a proposal where somebody else has to approve it; open changes keep the stricter of both',
		permission: 'policy:write',
		audit: 'entry',
		body: updatePolicyBody,
		success: {
			status: 200,
			description: 'The version in force, and the proposal it became',
			schema: z.looseObject({ id: z.string(), version: z.number(), digest: z.string() }),
		},
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await updatePolicy(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'get',
		path: `${PATH}/proposals/{proposal}`,
		summary: 'Get a proposed policy beside the version it was edited from, as sentences and as YAML, and who may approve it',
		permission: 'policy:read',
		audit: 'none',
		success: { status: 200, description: 'The proposal', schema: z.looseObject({ id: z.string(), state: z.string(), digest: z.string() }) },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getProposal(ctx, { ...at(params), proposal: params.proposal ?? '' }) }),
	}),
	route({
		method: 'post',
		path: `${PATH}/proposals/{proposal}`,
		summary: "Approve or reject a proposed policy, or withdraw one's own",
		permission: 'policy:write',
		audit: 'entry',
		body: decideProposalBody,
		success: { status: 200, description: 'What became of it', schema: z.object({ state: z.string(), version: z.number().nullable() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await decideProposal(ctx, { ...body, ...at(params), proposal: params.proposal ?? '' }) }),
	}),
	route({
		method: 'post',
		path: `${PATH}/replay`,
		summary: 'Try a policy on past changes, and make every kept decision again',
		permission: 'policy:read',
		audit: 'none',
		body: replayPolicyBody,
		success: { status: 200, description: 'What it would have held, whom it would have asked', schema: z.looseObject({ sentence: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await replayPolicy(ctx, { ...body, ...at(params) }) }),
	}),
];
