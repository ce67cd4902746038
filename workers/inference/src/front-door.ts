import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type PredictionBatch, type RouteAck, type RouteTable, routeTable } from '@interlock/contracts/serving';

export interface FrontDoor {
	/** The table newer than `after` (null: any), or null when there is none within `waitMs`. */
	pollRoutes(after: number | null, waitMs: number): Promise<RouteTable | null>;
	/** Writes a blob's bytes to a new file; their digest is for the caller to check. */
	downloadBlob(orgId: string, sha256: string, path: string): Promise<void>;
	acknowledge(ack: RouteAck): Promise<void>;
	sendPredictions(batch: PredictionBatch): Promise<void>;
	/** Ends every request that is under way; later ones fail. */
	close(): void;
}

/** The front door answered, but not with what was asked for. */
export class FrontDoorRefusal extends Error {
	readonly status: number;
	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

const REQUEST_TIMEOUT_MS = 15_000;
const DOWNLOAD_TIMEOUT_MS = 300_000;

/** The serving routes of the front door, with the serving token. Each call throws when the front door can't be reached or refuses (FrontDoorRefusal). */
export function connectFrontDoor(url: string, token: string): FrontDoor {
	const closing = new AbortController();
	const call = async (path: string, timeoutMs: number, body?: unknown): Promise<Response> => {
		const response = await fetch(`${url}/api/v1/serving/${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: {
				authorization: `Bearer ${token}`,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? null : JSON.stringify(body),
			signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]),
		});
		if (response.ok) return response;
		const text = (await response.text().catch(() => '')).slice(0, 300);
		throw new FrontDoorRefusal(response.status, `${path.split('?')[0]}: ${response.status} ${text}`);
	};
	const post = async (path: string, body: unknown): Promise<void> => {
		await (await call(path, REQUEST_TIMEOUT_MS, body)).arrayBuffer();
	};
	return {
		pollRoutes: async (after, waitMs) => {
			const newer = after === null ? '' : `after=${after}&`;
			const response = await call(`routes?${newer}waitMs=${waitMs}`, waitMs + REQUEST_TIMEOUT_MS);
			return response.status === 204 ? null : routeTable.parse(await response.json());
		},
		downloadBlob: async (orgId, sha256, path) => {
			const response = await call(`blobs/${orgId}/${sha256}`, DOWNLOAD_TIMEOUT_MS);
			const content = response.body === null ? Readable.from([]) : Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
			await pipeline(content, createWriteStream(path, { flags: 'wx', flush: true }));
		},
		acknowledge: (ack) => post('acks', ack),
		sendPredictions: (batch) => post('predictions', batch),
		close: () => closing.abort(),
	};
}
