import { Readable } from 'node:stream';
import { artifactUri, checkArtifactPath, loggedModelIdFromWire, runIdFromWire } from '@interlock/domain/run';
import { openArtifact } from '@interlock/services/artifact';
import { getLoggedModel } from '@interlock/services/model';
import { getMetricCurves, getRunDetail, getRunLogs, listRunFiles, listRuns } from '@interlock/services/run';
import type { ServiceContext } from '@interlock/services/access';
import { z } from 'zod';
import { route } from './route.ts';

const at = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '' });
const runAt = (params: Record<string, string>) => ({ ...at(params), runId: params.run ?? '' });

/** Reading runs: what the pages show, for scripts. */
export const runReadRoutes = [
	route({
		method: 'get',
		path: '/projects/{org}/{project}/runs',
		summary: 'List runs by filter, sorted and paged',
		permission: 'run:read',
		audit: 'none',
		query: z.object({
			filter: z.string().optional(),
			state: z.enum(['all', 'running', 'failed']).optional(),
			cursor: z.string().optional(),
			sort: z.string().optional(),
			limit: z.coerce.number().optional(),
		}),
		success: { status: 200, description: 'Runs, how many match, and the next cursor' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await listRuns(ctx, { ...at(params), ...query, cursor: query.cursor ?? null }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/runs/{run}',
		summary: 'Get a run with its training, attempts and what was made of it',
		permission: 'run:read',
		audit: 'none',
		success: { status: 200, description: 'The run' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getRunDetail(ctx, runAt(params)) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/runs/{run}/metrics',
		summary: 'Get thinned metric curves of a run',
		permission: 'run:read',
		audit: 'none',
		query: z.object({ points: z.coerce.number().optional() }),
		success: { status: 200, description: 'Curves of logged points' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: { curves: await getMetricCurves(ctx, { ...runAt(params), ...query }) } }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/runs/{run}/logs',
		summary: 'Read the log of a run from where the last page ended',
		permission: 'run:read',
		audit: 'none',
		query: z.object({ after: z.string().optional(), stream: z.enum(['stdout', 'stderr']).optional(), limit: z.coerce.number().optional() }),
		success: { status: 200, description: 'Log chunks and where to go on' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getRunLogs(ctx, { ...runAt(params), ...query }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/runs/{run}/files',
		summary: 'List the files of a run and of the models it logged',
		permission: 'run:read',
		audit: 'none',
		success: { status: 200, description: 'Files with size and sha256' },
		handle: async ({ ctx, params }) => ({ status: 200, body: { files: await listRunFiles(ctx, runAt(params)) } }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/runs/{run}/file',
		summary: 'Download a file of a run',
		permission: 'run:read',
		audit: 'none',
		query: z.object({ path: z.string() }),
		success: { status: 200, description: 'The bytes' },
		handle: async ({ ctx, params, query }) => {
			const { experimentId } = await getRunDetail(ctx, runAt(params));
			const root = artifactUri(Number(experimentId), { kind: 'run', id: runIdFromWire(params.run ?? '') });
			return { status: 200, body: await fileAnswer(ctx, at(params), root, query.path) };
		},
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/logged-models/{model}/file',
		summary: 'Download a file of a logged model',
		permission: 'run:read',
		audit: 'none',
		query: z.object({ path: z.string() }),
		success: { status: 200, description: 'The bytes' },
		handle: async ({ ctx, params, query }) => {
			const { experimentId } = await getLoggedModel(ctx, { ...at(params), modelId: params.model ?? '' });
			const root = artifactUri(Number(experimentId), { kind: 'loggedModel', id: loggedModelIdFromWire(params.model ?? '') });
			return { status: 200, body: await fileAnswer(ctx, at(params), root, query.path) };
		},
	}),
];

/** The bytes of an artifact, for saving: never shown by the browser as a page of ours. */
async function fileAnswer(ctx: ServiceContext, place: { org: string; project: string }, root: string, path: string): Promise<Response> {
	const file = await openArtifact(ctx, { ...place, path: `${root.replace(/^mlflow-artifacts:\//, '')}/${checkArtifactPath(path)}` });
	return new Response(Readable.toWeb(await file.open()) as ReadableStream, {
		headers: {
			'content-type': 'application/octet-stream',
			'content-length': String(file.sizeBytes),
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
			'content-security-policy': "sandbox; default-src 'none'",
			'x-content-type-options': 'nosniff',
			'cache-control': 'no-store',
		},
	});
}
