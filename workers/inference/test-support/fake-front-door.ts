import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LoggedPrediction, predictionBatch, type RouteRefusal, type RouteTable, routeAck } from '@interlock/contracts/serving';

/** A stand-in for the front door's serving routes, kept in memory: what an inference server asks for, and what it says back. Not the real one. */
export interface FakeFrontDoor {
	url: string;
	/** Publishes a table; waiting polls get it at once. */
	publish(table: RouteTable): void;
	addBlob(bytes: Uint8Array): string;
	/** Hands out other bytes under a blob's digest. */
	corruptBlob(sha256: string, bytes: Uint8Array): void;
	acks: number[];
	/** The versions refused with each acknowledgement. */
	refusals: RouteRefusal[][];
	/** By `endpointId id modelVersionId`, as the real one keeps them: sent twice is kept once. */
	predictions: Map<string, LoggedPrediction>;
	batches: { batchId: string; rows: number }[];
	polls: { after: number | null }[];
	/** Answers each prediction batch with this status: instead of taking it, or after taking it. null takes it and says so. */
	refuseBatches(status: number | null, isTaken?: boolean): void;
	/** Closes the port; the state stays. */
	goAway(): Promise<void>;
	/** Listens on the same port again. */
	comeBack(): Promise<void>;
}

export const FAKE_SERVING_TOKEN = 'serving-token-of-the-fake';

export async function startFakeFrontDoor(): Promise<FakeFrontDoor> {
	const blobs = new Map<string, Uint8Array>();
	const predictions = new Map<string, LoggedPrediction>();
	const waiting = new Set<() => void>();
	const fake: Pick<FakeFrontDoor, 'acks' | 'refusals' | 'batches' | 'polls'> = { acks: [], refusals: [], batches: [], polls: [] };
	let table: RouteTable | null = null;
	let batchStatus: number | null = null;
	let isTakenAnyway = false;

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://fake');
		if (request.headers.authorization !== `Bearer ${FAKE_SERVING_TOKEN}`) return end(response, 401);
		// /api/v1/serving/<what>/<org id>/<sha256>
		const [, , , , what, , sha256 = ''] = url.pathname.split('/');
		if (what === 'routes') return answerRoutes(url, response);
		if (what === 'blobs') {
			const bytes = blobs.get(sha256);
			return bytes ? end(response, 200, bytes) : end(response, 404);
		}
		const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString('utf8'));
		if (what === 'acks') {
			const ack = routeAck.parse(body);
			fake.refusals.push(ack.refusals ?? []);
			fake.acks.push(ack.seq);
		}
		if (what === 'predictions') {
			if (batchStatus !== null && !isTakenAnyway) return end(response, batchStatus);
			const batch = predictionBatch.parse(body);
			fake.batches.push({ batchId: batch.batchId, rows: batch.predictions.length });
			for (const row of batch.predictions) predictions.set(`${row.endpointId} ${row.id} ${row.modelVersionId}`, row);
			if (batchStatus !== null) return end(response, batchStatus);
		}
		end(response, 204);
	}

	function answerRoutes(url: URL, response: ServerResponse): void {
		const after = url.searchParams.has('after') ? Number(url.searchParams.get('after')) : null;
		fake.polls.push({ after });
		const hand = () => {
			waiting.delete(hand);
			clearTimeout(timer);
			if (table !== null && table.seq > (after ?? -1)) end(response, 200, Buffer.from(JSON.stringify(table)));
			else end(response, 204);
		};
		const timer = setTimeout(hand, Number(url.searchParams.get('waitMs') ?? 0));
		if (table !== null && table.seq > (after ?? -1)) hand();
		else waiting.add(hand);
	}

	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => end(response, 400, Buffer.from(String(error))));
	});
	const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	await listen(0);
	const { port } = server.address() as AddressInfo;
	return {
		...fake,
		url: `http://127.0.0.1:${port}`,
		predictions,
		publish: (next) => {
			table = next;
			for (const hand of [...waiting]) hand();
		},
		addBlob: (bytes) => {
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			blobs.set(sha256, bytes);
			return sha256;
		},
		corruptBlob: (sha256, bytes) => void blobs.set(sha256, bytes),
		refuseBatches: (status, isTaken = false) => {
			batchStatus = status;
			isTakenAnyway = isTaken;
		},
		goAway: async () => {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
		comeBack: () => listen(port),
	};
}

function end(response: ServerResponse, status: number, body?: Uint8Array): void {
	response.writeHead(status).end(body);
}
