import { dismissRecallItemBody, liftRecallBody, listRecallsQuery, recallBody } from '@interlock/domain/recall';
import { dismissRecallItem, getRecall, liftRecall, listRecalls, makeRecall } from '@interlock/services/recall';
import { z } from 'zod';
import { route } from './route.ts';

const PATH = '/projects/{org}/{project}/recalls';
const placeOf = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '' });
const made = z.object({ id: z.string(), versions: z.number(), changes: z.number(), endpoints: z.number() });

/** Marking something as bad, and what follows from it. */
export const recallRoutes = [
	route({
		method: 'post',
		path: PATH,
		summary: 'Recall a dataset version, a run or a model version, and suspend what depends on it',
		permission: 'recall:make',
		audit: 'entry',
		body: recallBody,
		success: { status: 201, description: 'The recall, with how much depends on it', schema: made },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await makeRecall(ctx, { ...placeOf(params), ...body }) }),
	}),
	route({
		method: 'get',
		path: PATH,
		summary: 'List recalls, newest first',
		permission: 'model:read',
		audit: 'none',
		query: listRecallsQuery,
		success: { status: 200, description: 'A page of recalls with how much of each is left, and how many there are' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await listRecalls(ctx, { ...query, ...placeOf(params) }) }),
	}),
	route({
		method: 'get',
		path: `${PATH}/{recall}`,
		summary: 'Show a recall with everything that depends on it',
		permission: 'model:read',
		audit: 'none',
		success: { status: 200, description: 'The recall' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getRecall(ctx, { ...placeOf(params), id: params.recall ?? '' }) }),
	}),
	route({
		method: 'post',
		path: `${PATH}/{recall}/lift`,
		summary: 'Lift a recall: what it suspended counts again',
		permission: 'recall:lift',
		audit: 'entry',
		body: liftRecallBody,
		success: { status: 204, description: 'Lifted' },
		handle: async ({ ctx, params, body }) => {
			await liftRecall(ctx, { ...placeOf(params), id: params.recall ?? '', ...body });
			return { status: 204 };
		},
	}),
	route({
		method: 'post',
		path: `${PATH}/{recall}/dismissals`,
		summary: 'Say of one dependent version, change or endpoint that it is not affected',
		permission: 'recall:lift',
		audit: 'entry',
		body: dismissRecallItemBody,
		success: { status: 204, description: 'Dismissed' },
		handle: async ({ ctx, params, body }) => {
			await dismissRecallItem(ctx, { ...placeOf(params), id: params.recall ?? '', ...body });
			return { status: 204 };
		},
	}),
];
