import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type Inference, startInference } from '../src/start-inference.ts';
import { FAKE_SERVING_TOKEN, type FakeFrontDoor, startFakeFrontDoor } from './fake-front-door.ts';
import { PEPPER } from './route-tables.ts';

export const quiet = pino({ level: 'silent' });

/** A folder of the test's own, removed after it. */
export async function makeFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'interlock-inference-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	return folder;
}

export async function makeFrontDoor(): Promise<FakeFrontDoor> {
	const fake = await startFakeFrontDoor();
	onTestFinished(() => fake.goAway().catch(() => undefined));
	return fake;
}

export async function start(folder: string, fake: FakeFrontDoor, change: { maxBodyBytes?: number; maxRows?: number; port?: number } = {}): Promise<Inference> {
	const inference = await startInference(
		{
			folder,
			frontDoorUrl: fake.url,
			servingToken: FAKE_SERVING_TOKEN,
			tokenPepper: PEPPER,
			host: '127.0.0.1',
			port: 0,
			maxBodyBytes: 1024 * 1024,
			maxRows: 5_000,
			spoolMaxBytes: 64 * 1024 * 1024,
			intraOpThreads: 1,
			...change,
		},
		quiet,
	);
	onTestFinished(() => inference.stop());
	return inference;
}

export const row = (carrier = 'UA', change: object = {}) => ({ carrier, dep_delay: 10, temp: 40, hour: 8, ...change });

export interface Answer {
	status: number;
	version: string | null;
	deployment: string | null;
	requestId: string | null;
	body: { predictions?: unknown[]; error_code?: string; message?: string };
}

/** Asks an endpoint `acme/flights/<name>` for predictions. */
export async function invoke(port: number, name: string, token: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
	const response = await fetch(`http://127.0.0.1:${port}/serve/acme/flights/${name}/invocations`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
		body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
	});
	return {
		status: response.status,
		version: response.headers.get('x-interlock-model-version'),
		deployment: response.headers.get('x-interlock-deployment'),
		requestId: response.headers.get('x-request-id'),
		body: (await response.json()) as Answer['body'],
	};
}

/** Waits until `read` gives something other than null, false or undefined. */
export async function until<T>(what: string, read: () => T | Promise<T>, timeoutMs = 10_000): Promise<NonNullable<T>> {
	const untilMs = Date.now() + timeoutMs;
	for (;;) {
		const value = await read();
		if (value !== null && value !== undefined && value !== false) return value;
		if (Date.now() > untilMs) throw new Error(`waited ${timeoutMs} ms for: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

export interface Ready {
	ready: boolean;
	seq: number | null;
	models: { modelVersionId: string; role: string; weight: number; shadow: boolean }[];
	refused: { endpointId: string; modelVersionId: string; reason: string }[];
	spool: { pending: number; dropped: number; refused: number };
	shadow: { pending: number; dropped: number };
}

export async function readyz(port: number): Promise<Ready> {
	return (await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()) as Ready;
}
