import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AssignedAttempt, AttemptFinish, LeaseRenewal, LogChunk } from '@interlock/contracts/agent';

// A FAKE front door, for the agent's tests only: the agent routes over real HTTP, with its state in memory.

export interface FakeAttempt {
	attempt: AssignedAttempt;
	taken: boolean;
	renewals: LeaseRenewal[];
	chunks: LogChunk[];
	finishes: AttemptFinish[];
	/** The answer to the next renewals. */
	cancel: boolean;
	/** The lease was given to another. */
	stale: boolean;
}

export interface FakeFrontDoor {
	url: string;
	/** Queues an attempt of a template given as path -> text. */
	add(files: Record<string, string>, more?: Partial<AssignedAttempt>, blobs?: Buffer[]): FakeAttempt;
	/** While true every request breaks off. */
	away: boolean;
	/** Takes this many chunks but answers 500, as a front door that dies after its commit. */
	loseLogAnswers: number;
	registrations: unknown[];
	close(): Promise<void>;
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

export async function createFakeFrontDoor(terms: { leaseTtlMs: number; renewEveryMs: number }): Promise<FakeFrontDoor> {
	const attempts = new Map<string, FakeAttempt>();
	const blobs = new Map<string, Buffer>();
	const server = createServer((request, response) => {
		void answer(request, response).catch(() => response.destroy());
	});

	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		if (door.away) return response.destroy();
		const path = (request.url ?? '').replace('/api/v1/agent/', '');
		const body = JSON.parse((await readAll(request)).toString() || 'null');
		const send = (status: number, value?: unknown) =>
			response.writeHead(status, { 'content-type': 'application/json' }).end(value === undefined ? undefined : JSON.stringify(value));
		if (path === 'register') {
			door.registrations.push(body);
			return send(200, terms);
		}
		if (path === 'work') {
			for (let waitedMs = 0; waitedMs < Math.min(body.waitMs, 2000); waitedMs += 50) {
				const next = [...attempts.values()].find((candidate) => !candidate.taken);
				if (next !== undefined && !response.destroyed) {
					next.taken = true;
					return send(200, { attempt: next.attempt });
				}
				await sleep(50);
			}
			return send(204);
		}
		const [, id = '', verb = '', sha = ''] = path.split('/');
		const fake = attempts.get(id);
		if (fake === undefined) return send(404);
		if (verb === 'blobs') return response.writeHead(200).end(blobs.get(sha));
		if (fake.stale || body.leaseToken !== fake.attempt.leaseToken) return send(409);
		return answerAttempt(fake, verb, body, send);
	};

	const answerAttempt = (fake: FakeAttempt, verb: string, body: unknown, send: (status: number, value?: unknown) => unknown) => {
		if (verb === 'renew') {
			fake.renewals.push(body as LeaseRenewal);
			return send(200, { leaseExpiresAtMs: Date.now() + terms.leaseTtlMs, cancel: fake.cancel });
		}
		if (verb === 'logs') {
			fake.chunks.push(body as LogChunk);
			door.loseLogAnswers -= 1;
			return send(door.loseLogAnswers >= 0 ? 500 : 204);
		}
		fake.finishes.push(body as AttemptFinish);
		fake.stale = true;
		return send(204);
	};

	const add: FakeFrontDoor['add'] = (files, more = {}, extraBlobs = []) => {
		for (const bytes of [...Object.values(files).map((text) => Buffer.from(text)), ...extraBlobs]) blobs.set(sha256(bytes), bytes);
		const listed = Object.entries(files).map(([path, text]) => ({ path, sha256: sha256(text), sizeBytes: Buffer.byteLength(text) }));
		const attempt: AssignedAttempt = {
			id: randomUUID(),
			runId: randomUUID().replaceAll('-', ''),
			number: 1,
			leaseToken: 7,
			org: 'acme',
			project: 'demo',
			runToken: 'ilk_run_secret',
			trackingUri: `${door.url}/mlflow/acme/demo`,
			experimentId: '0',
			template: { name: 'demo', digest: sha256(JSON.stringify(listed)), files: listed },
			entryPoint: 'main',
			parameters: { steps: '3' },
			datasets: [],
			lockDigest: sha256(files['requirements.txt'] ?? ''),
			modelName: null,
			maxRuntimeMs: 60_000,
			...more,
		};
		const fake: FakeAttempt = { attempt, taken: false, renewals: [], chunks: [], finishes: [], cancel: false, stale: false };
		attempts.set(attempt.id, fake);
		return fake;
	};

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const door: FakeFrontDoor = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		add,
		away: false,
		loseLogAnswers: 0,
		registrations: [],
		close: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
	return door;
}

/** A stream as the front door would keep it: chunks by offset, the first of each, in order. */
export function streamOf(fake: FakeAttempt, stream: 'stdout' | 'stderr'): string {
	const byOffset = new Map<number, string>();
	for (const chunk of fake.chunks) if (chunk.stream === stream && !byOffset.has(chunk.offset)) byOffset.set(chunk.offset, chunk.text);
	return [...byOffset]
		.sort(([a], [b]) => a - b)
		.map(([, text]) => text)
		.join('');
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}
