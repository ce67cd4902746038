import { getModel, listModels } from '@interlock/services/model';
import { route } from './route.ts';

/** Reading the registry; writing goes through the MLflow protocol, serving through changes. */
export const modelRoutes = [
	route({
		method: 'get',
		path: '/projects/{org}/{project}/models',
		summary: 'List registered models with their newest version, aliases and where they serve',
		permission: 'model:read',
		audit: 'none',
		success: { status: 200, description: 'Models by name' },
		handle: async ({ ctx, params }) => ({ status: 200, body: { models: await listModels(ctx, { org: params.org ?? '', project: params.project ?? '' }) } }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/models/{model}',
		summary: 'Get a model with its versions, lineage, aliases and where it serves',
		permission: 'model:read',
		audit: 'none',
		success: { status: 200, description: 'The model, newest version first' },
		handle: async ({ ctx, params }) => ({
			status: 200,
			body: await getModel(ctx, { org: params.org ?? '', project: params.project ?? '', name: params.model ?? '' }),
		}),
	}),
];
