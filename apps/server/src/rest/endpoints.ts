import {
	createEndpointInput,
	getEndpointInput,
	getMonitorInput,
	operateRolloutInput,
	promoteRolloutInput,
	pushLabelsInput,
	requestRetrainInput,
	requestRollbackInput,
	runMonitorInput,
} from '@interlock/domain/endpoint';
import {
	createEndpoint,
	getEndpoint,
	listEndpoints,
	pauseRollout,
	promoteRollout,
	pushLabels,
	requestRollback,
	resumeRollout,
} from '@interlock/services/deployment';
import { getMonitor, runMonitor } from '@interlock/services/monitor';
import { requestRetrain } from '@interlock/services/retrain';
import { z } from 'zod';
import { route } from './route.ts';

const PLACE = { org: true, project: true, endpoint: true } as const;
const LABELS_BODY_BYTES = 8 * 1024 * 1024;

const at = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '', endpoint: params.name ?? '' });
const versionRef = z.object({ id: z.string(), version: z.number() });

/** Endpoints: what they serve, who moves their traffic, what really happened, and what the monitor found. */
export const endpointRoutes = [
	route({
		method: 'post',
		path: '/projects/{org}/{project}/endpoints',
		summary: 'Create an endpoint for a registered model',
		permission: 'endpoint:create',
		audit: 'entry',
		body: createEndpointInput.omit({ org: true, project: true }),
		success: {
			status: 201,
			description: 'The endpoint',
			schema: z.object({ id: z.string(), name: z.string(), environment: z.string(), model: z.string(), path: z.string() }),
		},
		handle: async ({ ctx, params, body }) => ({
			status: 201,
			body: await createEndpoint(ctx, { ...body, org: params.org ?? '', project: params.project ?? '' }),
		}),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/endpoints',
		summary: 'List endpoints',
		permission: 'endpoint:read',
		audit: 'none',
		success: { status: 200, description: 'Endpoints by name' },
		handle: async ({ ctx, params }) => ({
			status: 200,
			body: { endpoints: await listEndpoints(ctx, { org: params.org ?? '', project: params.project ?? '' }) },
		}),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/endpoints/{name}',
		summary: 'Get an endpoint: traffic, rollout with its checks, revisions, charts over a range',
		permission: 'endpoint:read',
		audit: 'none',
		query: getEndpointInput.pick({ range: true }),
		success: { status: 200, description: 'The endpoint', schema: z.looseObject({ id: z.string(), name: z.string(), champion: versionRef.nullable() }) },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getEndpoint(ctx, { ...at(params), ...query }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/endpoints/{name}/rollback',
		summary: 'Roll back now, with a reason: the open rollout, else the champion',
		permission: 'endpoint:rollback',
		audit: 'entry',
		body: requestRollbackInput.omit(PLACE),
		success: {
			status: 200,
			description: 'What was rolled back, and to which version',
			schema: z.object({ what: z.enum(['rollout', 'champion']), toVersion: z.number().nullable(), reason: z.string() }),
		},
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await requestRollback(ctx, { ...at(params), ...body }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/endpoints/{name}/pause',
		summary: 'Pause the open rollout',
		permission: 'endpoint:operate',
		audit: 'entry',
		body: operateRolloutInput.omit(PLACE),
		success: { status: 200, description: 'Paused' },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await pauseRollout(ctx, { ...at(params), ...body }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/endpoints/{name}/resume',
		summary: 'Resume the paused rollout',
		permission: 'endpoint:operate',
		audit: 'entry',
		body: operateRolloutInput.omit(PLACE),
		success: { status: 200, description: 'Running again' },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await resumeRollout(ctx, { ...at(params), ...body }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/endpoints/{name}/promote',
		summary: 'Let the open rollout go on without more evidence, with a reason',
		permission: 'endpoint:operate',
		audit: 'entry',
		body: promoteRolloutInput.omit(PLACE),
		success: { status: 202, description: 'Asked for' },
		handle: async ({ ctx, params, body }) => ({ status: 202, body: await promoteRollout(ctx, { ...at(params), ...body }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/endpoints/{name}/labels',
		summary: 'Say what really happened, by prediction id; all or nothing',
		permission: 'endpoint:label',
		audit: 'entry',
		body: pushLabelsInput.omit(PLACE),
		maxBodyBytes: LABELS_BODY_BYTES,
		success: {
			status: 200,
			description: 'How many were new, corrections, or known',
			schema: z.object({ stored: z.number(), corrections: z.number(), known: z.number() }),
		},
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await pushLabels(ctx, { ...at(params), ...body }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/endpoints/{name}/monitor',
		summary: 'Get the windows of an endpoint with drift, error and what they started',
		permission: 'monitor:read',
		audit: 'none',
		query: getMonitorInput.pick({ window: true }),
		success: { status: 200, description: 'Windows, one of them column by column' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getMonitor(ctx, { ...at(params), ...query }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/endpoints/{name}/monitor',
		summary: 'Evaluate a window now, or all of them',
		permission: 'monitor:run',
		audit: 'entry',
		body: runMonitorInput.omit(PLACE),
		success: { status: 202, description: 'Which windows are evaluated', schema: z.object({ windows: z.array(z.string()) }) },
		handle: async ({ ctx, params, body }) => ({ status: 202, body: await runMonitor(ctx, { ...at(params), ...body }) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/endpoints/{name}/retrain',
		summary: 'Start a retrain by a window, with a reason',
		permission: 'run:start',
		audit: 'entry',
		body: requestRetrainInput.omit(PLACE),
		success: { status: 202, description: 'The retrain', schema: z.object({ triggerId: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 202, body: await requestRetrain(ctx, { ...at(params), ...body }) }),
	}),
];
