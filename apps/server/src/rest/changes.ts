import {
	changeDiffQuery,
	closeChangeBody,
	commentOnChangeBody,
	listChangesQuery,
	openChangeBody,
	pushRevisionBody,
	reviewChangeBody,
} from '@interlock/domain/change';
import { policyDocumentSchema } from '@interlock/domain/policy';
import {
	closeChange,
	commentOnChange,
	getBehaviourDiff,
	getChange,
	getCodeDiff,
	getDataDiff,
	getMetricsDiff,
	listChanges,
	openChange,
	pushRevision,
	reviewChange,
} from '@interlock/services/change';
import { getPolicy, updatePolicy } from '@interlock/services/policy';
import { z } from 'zod';
import { route } from './route.ts';

const inProject = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '' });
const at = (params: Record<string, string>) => ({ ...inProject(params), number: params.number ?? '' });
const inEnvironment = (params: Record<string, string>) => ({ ...inProject(params), environment: params.environment ?? '' });
const opened = z.object({ id: z.string(), number: z.number(), revision: z.number(), digest: z.string() });

/** Changes: proposals for an endpoint, their revisions and reviews, and the policy of an environment. */
export const changeRoutes = [
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes',
		summary: 'Propose a model version for an endpoint',
		permission: 'change:open',
		audit: 'entry',
		body: openChangeBody,
		success: { status: 201, description: 'The change', schema: opened },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await openChange(ctx, { ...body, ...inProject(params) }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/changes',
		summary: 'List changes, newest first',
		permission: 'change:read',
		audit: 'none',
		query: listChangesQuery,
		success: { status: 200, description: 'Changes, with the counts of open and ended ones' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await listChanges(ctx, { ...query, ...inProject(params) }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/changes/{number}',
		summary: 'Get a change: verdict, diffs, gates, policy, timeline, and what you may do',
		permission: 'change:read',
		audit: 'none',
		success: {
			status: 200,
			description: 'The change',
			schema: z.looseObject({ number: z.number(), state: z.string(), revision: z.looseObject({ number: z.number(), digest: z.string() }) }),
		},
		handle: async ({ ctx, params }) => ({ status: 200, body: await getChange(ctx, at(params)) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/changes/{number}/diffs/metrics',
		summary: 'Get where both versions of a change err: residuals or ROC, calibration, error by size',
		permission: 'change:read',
		audit: 'none',
		query: changeDiffQuery,
		success: { status: 200, description: 'The diff of the newest revision, or of the one asked for', schema: z.looseObject({ revision: z.number() }) },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getMetricsDiff(ctx, { ...query, ...at(params) }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/changes/{number}/diffs/data',
		summary: 'Get how the training data of a change differs: schema, rows by key, lineage',
		permission: 'change:read',
		audit: 'none',
		query: changeDiffQuery,
		success: { status: 200, description: 'The diff of the newest revision, or of the one asked for', schema: z.looseObject({ revision: z.number() }) },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getDataDiff(ctx, { ...query, ...at(params) }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/changes/{number}/diffs/code',
		summary: 'Get the code of a change as a unified diff',
		permission: 'change:read',
		audit: 'none',
		query: changeDiffQuery,
		success: { status: 200, description: 'The diff of the newest revision, or of the one asked for', schema: z.looseObject({ revision: z.number() }) },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getCodeDiff(ctx, { ...query, ...at(params) }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/changes/{number}/diffs/behaviour',
		summary: 'Get what the candidate of a change answers differently, and the slices where it loses',
		permission: 'change:read',
		audit: 'none',
		query: changeDiffQuery,
		success: { status: 200, description: 'The diff of the newest revision, or of the one asked for', schema: z.looseObject({ revision: z.number() }) },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getBehaviourDiff(ctx, { ...query, ...at(params) }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/revisions',
		summary: 'Push a revision; it voids every approval',
		permission: 'change:open',
		audit: 'entry',
		body: pushRevisionBody,
		success: { status: 201, description: 'The revision', schema: opened },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await pushRevision(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/reviews',
		summary: 'Approve, ask for changes, comment or withdraw, on the revision you saw (its digest)',
		permission: 'change:review',
		audit: 'entry',
		body: reviewChangeBody,
		success: {
			status: 201,
			description: 'The review, what the policy says now, and the rollout it started',
			schema: z.looseObject({ reviewId: z.string(), state: z.string(), rolloutId: z.string().nullable() }),
		},
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await reviewChange(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/comments',
		summary: 'Comment on a change',
		permission: 'change:comment',
		audit: 'entry',
		body: commentOnChangeBody,
		success: { status: 201, description: 'The comment', schema: z.object({ id: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await commentOnChange(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/close',
		summary: 'Close a change that is not approved',
		permission: 'change:comment',
		audit: 'entry',
		body: closeChangeBody,
		success: { status: 204, description: 'Closed' },
		handle: async ({ ctx, params, body }) => {
			await closeChange(ctx, { ...body, ...at(params) });
			return { status: 204 };
		},
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/policies/{environment}',
		summary: 'Get the policy of an environment, its versions and who can approve',
		permission: 'policy:read',
		audit: 'none',
		success: { status: 200, description: 'The policy' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getPolicy(ctx, inEnvironment(params)) }),
	}),
	route({
		method: 'put',
		path: '/projects/{org}/{project}/policies/{environment}',
		summary: 'Save a new version of a policy; open changes keep theirs until their next revision',
		permission: 'policy:write',
		audit: 'entry',
		body: z.strictObject({ baseVersion: z.int(), document: policyDocumentSchema }),
		success: { status: 200, description: 'The new version', schema: z.object({ id: z.string(), version: z.number(), digest: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await updatePolicy(ctx, { ...body, ...inEnvironment(params) }) }),
	}),
];
