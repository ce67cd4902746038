import { Readable } from 'node:stream';
import { predictionBatch, routeAck, routeTable as routeTableSchema } from '@interlock/contracts/serving';
import { routeQueryInput } from '@interlock/domain/endpoint';
import { acknowledge, ingestPredictions, routeTable, servingBlob } from '@interlock/services/deployment';
import { waitForRing } from '../http/wait-for-ring.ts';
import { route } from './route.ts';

const BATCH_BODY_BYTES = 32 * 1024 * 1024;
/** A ring may be lost; nobody waits longer than this for one. */
const LONGEST_SLEEP_MS = 2_000;

/** What inference servers ask and say, with the instance's serving token. */
export const servingRoutes = [
	route({
		method: 'get',
		path: '/serving/routes',
		summary: 'The route table after a sequence, waiting for it',
		permission: 'serving:sync',
		audit: 'none',
		query: routeQueryInput,
		success: { status: 200, description: 'The whole table; 204 when nothing is newer', schema: routeTableSchema },
		handle: async ({ ctx, instance, query, request }) => {
			const deadlineMs = Date.now() + query.waitMs;
			for (;;) {
				const rung = waitForRing(instance, 'interlock_route', Math.min(deadlineMs - Date.now(), LONGEST_SLEEP_MS), request.signal);
				const table = await routeTable(ctx, query);
				if (table) return { status: 200, body: table };
				if (Date.now() >= deadlineMs || request.signal.aborted) return { status: 204 };
				await rung;
			}
		},
	}),
	route({
		method: 'get',
		path: '/serving/blobs/{orgId}/{sha256}',
		summary: 'The bytes of a file of a routed version',
		permission: 'serving:sync',
		audit: 'none',
		success: { status: 200, description: 'Bytes' },
		handle: async ({ ctx, params }) => {
			const bytes = await servingBlob(ctx, { orgId: params.orgId ?? '', sha256: params.sha256 ?? '' });
			const body = new Response(Readable.toWeb(bytes) as ReadableStream, { headers: { 'content-type': 'application/octet-stream' } });
			return { status: 200, body };
		},
	}),
	route({
		method: 'post',
		path: '/serving/acks',
		summary: 'Say which sequence is served',
		permission: 'serving:sync',
		audit: 'entry',
		body: routeAck,
		success: { status: 204, description: 'Taken' },
		handle: async ({ ctx, body }) => {
			await acknowledge(ctx, body);
			return { status: 204 };
		},
	}),
	route({
		method: 'post',
		path: '/serving/predictions',
		summary: 'Ship a stretch of the prediction log',
		permission: 'serving:sync',
		audit: 'perRun',
		body: predictionBatch,
		maxBodyBytes: BATCH_BODY_BYTES,
		success: { status: 204, description: 'Stored, or known already' },
		handle: async ({ ctx, body }) => {
			await ingestPredictions(ctx, body);
			return { status: 204 };
		},
	}),
];
