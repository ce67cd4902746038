import { Readable } from 'node:stream';
import { MAX_DATASET_BYTES } from '@interlock/domain/dataset';
import { DomainError } from '@interlock/domain/error';
import { getDataset, listDatasets, pushDatasetVersion } from '@interlock/services/dataset';
import { z } from 'zod';
import { type Call, route } from './route.ts';

const pushQuery = z.object({
	format: z.enum(['parquet', 'csv']),
	period: z.string().optional(),
	sha256: z.string().optional(),
	/** JSON of the expectations; the dataset's present ones when absent. */
	expectations: z.string().max(60_000, 'must be at most 60000 characters').optional(),
});

/** Datasets and their versions. */
export const datasetRoutes = [
	route({
		method: 'post',
		path: '/projects/{org}/{project}/datasets/{name}/versions',
		summary: `Push a dataset version: the body is the file, at most ${MAX_DATASET_BYTES} bytes; the same bytes give the same version`,
		permission: 'dataset:write',
		audit: 'entry',
		query: pushQuery,
		body: 'stream',
		success: { status: 201, description: 'The version (200 when these bytes were there already)' },
		handle: async ({ ctx, params, query, request }: Call<z.output<typeof pushQuery>, undefined>) => {
			if (!request.body) throw new DomainError('invalid', 'body: must be the file (got nothing)', { field: 'body' });
			const { org = '', project = '', name = '' } = params;
			const content = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
			const pushed = await pushDatasetVersion(ctx, { org, project, name, ...query, expectations: parseExpectations(query.expectations) }, content);
			return { status: pushed.created ? 201 : 200, body: pushed };
		},
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/datasets',
		summary: 'List datasets',
		permission: 'dataset:read',
		audit: 'none',
		success: { status: 200, description: 'Datasets' },
		handle: async ({ ctx, params }) => ({ status: 200, body: { datasets: await listDatasets(ctx, { org: params.org ?? '', project: params.project ?? '' }) } }),
	}),
	route({
		method: 'get',
		path: '/projects/{org}/{project}/datasets/{name}',
		summary: 'Get a dataset with its versions',
		permission: 'dataset:read',
		audit: 'none',
		query: z.object({ version: z.coerce.number().int().positive().optional() }),
		success: { status: 200, description: 'The dataset; schema and profile of the version asked for, or the newest' },
		handle: async ({ ctx, params, query }) => ({
			status: 200,
			body: await getDataset(ctx, { org: params.org ?? '', project: params.project ?? '', name: params.name ?? '', version: query.version }),
		}),
	}),
];

function parseExpectations(text: string | undefined) {
	if (text === undefined) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		throw new DomainError('invalid', 'expectations: is not JSON', { field: 'expectations' });
	}
}
