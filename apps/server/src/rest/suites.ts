import { modelCardSchema } from '@interlock/domain/card';
import { suiteDocumentSchema } from '@interlock/domain/suite';
import { getModelCard, saveModelCard } from '@interlock/services/card';
import { listSuites, pushSuite } from '@interlock/services/suite';
import { z } from 'zod';
import { route } from './route.ts';

const inProject = (params: Record<string, string>) => ({ org: params.org ?? '', project: params.project ?? '' });
const ofVersion = (params: Record<string, string>) => ({ ...inProject(params), model: params.model ?? '', version: params.version ?? '' });

/** What gates are judged by beside data: behaviour suites of a project and model cards of versions. */
export const suiteRoutes = [
	route({
		method: 'get',
		path: '/projects/{org}/{project}/suites',
		summary: 'List the behaviour suites of a project, every version',
		permission: 'dataset:read',
		audit: 'none',
		success: { status: 200, description: 'Suites by name, newest version first' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await listSuites(ctx, inProject(params)) }),
	}),
	route({
		method: 'post',
		path: '/projects/{org}/{project}/suites/{suite}/versions',
		summary: 'Push a behaviour suite: named cases of invariance, direction and minimum functionality',
		permission: 'dataset:write',
		audit: 'entry',
		body: suiteDocumentSchema,
		success: { status: 201, description: 'The version', schema: z.object({ id: z.string(), version: z.number(), digest: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 201, body: await pushSuite(ctx, { ...inProject(params), name: params.suite ?? '', document: body }) }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/models/{model}/versions/{version}/card',
		summary: 'Get the model card of a version, and what is missing in it',
		permission: 'model:read',
		audit: 'none',
		success: { status: 200, description: 'The card' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getModelCard(ctx, ofVersion(params)) }),
	}),
	route({
		method: 'put',
		path: '/projects/{org}/{project}/models/{model}/versions/{version}/card',
		summary: 'Save the model card of a version; changes in review are judged by it at once',
		permission: 'model:write',
		audit: 'entry',
		body: modelCardSchema,
		success: { status: 200, description: 'The edition', schema: z.object({ edition: z.number(), digest: z.string() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await saveModelCard(ctx, { ...ofVersion(params), card: body }) }),
	}),
];
