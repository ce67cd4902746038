import { markOpenedBody } from '@interlock/domain/change';
import { editCommentBody, replyToThreadBody, resolveThreadBody, startThreadBody } from '@interlock/domain/thread';
import { markOpened } from '@interlock/services/change';
import { editComment, listThreads, replyToThread, resolveThread, startThread } from '@interlock/services/thread';
import { z } from 'zod';
import { route } from './route.ts';

const at = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '', number: params.number ?? '' });
const CHANGE = '/projects/{org}/{project}/changes/{number}' as const;

/** Threads of a change, each about one thing it shows, and which diffs a reviewer opened. */
export const threadRoutes = [
	route({
		method: 'get',
		path: `${CHANGE}/threads`,
		summary: 'List the threads of a change, each with where it stands in the newest revision',
		permission: 'change:read',
		audit: 'none',
		success: {
			status: 200,
			description: 'Threads, oldest first',
			schema: z.looseObject({ threads: z.array(z.looseObject({ id: z.string() })), open: z.number() }),
		},
		handle: async ({ ctx, params }) => ({ status: 200, body: await listThreads(ctx, at(params)) }),
	}),
	route({
		method: 'post',
		path: `${CHANGE}/threads`,
		summary: 'Begin a thread on a metric, slice, column, row, code line, gate or case',
		permission: 'change:comment',
		audit: 'entry',
		body: startThreadBody,
		success: { status: 201, description: 'The thread', schema: z.object({ threadId: z.string(), commentId: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await startThread(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'post',
		path: `${CHANGE}/threads/{thread}/comments`,
		summary: 'Reply in a thread',
		permission: 'change:comment',
		audit: 'entry',
		body: replyToThreadBody,
		success: { status: 201, description: 'The comment', schema: z.object({ commentId: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await replyToThread(ctx, { ...body, ...at(params), thread: params.thread ?? '' }) }),
	}),
	route({
		method: 'put',
		path: `${CHANGE}/comments/{comment}`,
		summary: 'Edit a comment of your own in a thread; what it said before stays readable',
		permission: 'change:comment',
		audit: 'entry',
		body: editCommentBody,
		success: { status: 200, description: 'Its new version', schema: z.object({ version: z.number() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await editComment(ctx, { ...body, ...at(params), comment: params.comment ?? '' }) }),
	}),
	route({
		method: 'put',
		path: `${CHANGE}/threads/{thread}/resolution`,
		summary: 'Resolve a thread, or open it again',
		permission: 'change:comment',
		audit: 'entry',
		body: resolveThreadBody,
		success: { status: 200, description: 'Whether it is resolved now', schema: z.object({ resolved: z.boolean() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await resolveThread(ctx, { ...body, ...at(params), thread: params.thread ?? '' }) }),
	}),
	route({
		method: 'post',
		path: `${CHANGE}/opened`,
		summary: 'Record that you opened a diff of the revision you see (its digest)',
		permission: 'change:review',
		audit: 'entry',
		body: markOpenedBody,
		success: { status: 200, description: 'The diffs of this revision that you opened', schema: z.object({ opened: z.array(z.string()) }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await markOpened(ctx, { ...body, ...at(params) }) }),
	}),
];
