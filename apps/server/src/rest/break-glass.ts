import { breakGlassBody, confirmBreakGlassBody, reviewBreakGlassBody } from '@interlock/domain/change';
import { confirmBreakGlass, requestBreakGlass, reviewBreakGlass } from '@interlock/services/change';
import { z } from 'zod';
import { route } from './route.ts';

const at = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '', number: params.number ?? '' });
const broken = z.object({ id: z.string(), waitsUntilMs: z.number().nullable(), rolloutId: z.string().nullable() });

/** The emergency path of a change; each needs a browser session in which the password was just entered. */
export const breakGlassRoutes = [
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/break-glass',
		summary: 'Let a revision out without the approvals, with a reason and an incident',
		permission: 'change:break-glass',
		audit: 'entry',
		body: breakGlassBody,
		success: { status: 201, description: 'The request; it waits for a second person, or went out', schema: broken },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await requestBreakGlass(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/break-glass/confirm',
		summary: 'Confirm a break-glass as the second person',
		permission: 'change:break-glass',
		audit: 'entry',
		body: confirmBreakGlassBody,
		success: { status: 201, description: 'It went out', schema: broken },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await confirmBreakGlass(ctx, { ...body, ...at(params) }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/changes/{number}/break-glass/review',
		summary: 'Review a break-glass afterwards; rejecting it rolls back',
		permission: 'change:review',
		audit: 'entry',
		body: reviewBreakGlassBody,
		success: { status: 200, description: 'The verdict', schema: z.object({ verdict: z.enum(['accepted', 'rejected']) }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await reviewBreakGlass(ctx, { ...body, ...at(params) }) }),
	}),
];
