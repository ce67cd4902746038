import { createHmac, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RouteEntry, RouteTable, ServedEndpoint, ServedFile, ServedToken } from '@interlock/contracts/serving';
import { formatToken, parseToken } from '@interlock/domain/access';
import { dataDigest } from '@interlock/scoring';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type Inference, startInference } from '../src/start-inference.ts';
import { FAKE_SERVING_TOKEN, type FakeFrontDoor, startFakeFrontDoor } from './fake-front-door.ts';

export const PEPPER = 'pepper-of-the-tests';
export const ORG = '0190a000-0000-7000-8000-000000000001';
export const PROJECT = '0190a000-0000-7000-8000-000000000002';
export const quiet = pino({ level: 'silent' });

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.resolve('@interlock/scoring')));

/** Bytes of a model folder of packages/scoring/fixtures, by path. */
export function fixture(name: string): Record<string, Uint8Array> {
	const folder = join(FIXTURES, name);
	return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]));
}

/** An entry whose files the fake front door hands out. `change` wins over what was computed. */
export function entryOf(fake: FakeFrontDoor, name: string, version: number, change: Partial<RouteEntry> = {}): RouteEntry {
	const files: ServedFile[] = Object.entries(fixture(name)).map(([path, bytes]) => ({ path, sha256: fake.addBlob(bytes), sizeBytes: bytes.byteLength }));
	return {
		modelVersionId: `0190a000-0000-7000-8000-1000000000${String(version).padStart(2, '0')}`,
		model: 'delay',
		version,
		role: 'champion',
		weight: 100,
		shadow: false,
		dataDigest: dataDigest(files),
		files,
		rolloutId: null,
		stepKey: null,
		...change,
	};
}

export function endpointOf(name: string, entries: RouteEntry[], change: Partial<ServedEndpoint> = {}): ServedEndpoint {
	const endpointId = `endpoint-${name}`;
	return { endpointId, orgId: ORG, org: 'acme', projectId: PROJECT, project: 'flights', name, environment: 'production', entries, ...change };
}

/** A token as its owner holds it and as the route table describes it. */
export function makeToken(change: Partial<ServedToken> = {}): { text: string; served: ServedToken } {
	const text = formatToken('pat', randomBytes(6), randomBytes(32));
	const { keyId = '', secret = '' } = parseToken(text) ?? {};
	const secretHash = createHmac('sha256', PEPPER).update(secret).digest('hex');
	return { text, served: { keyId, secretHash, orgId: ORG, projectIds: null, scopes: ['endpoint:invoke'], expiresAtMs: null, ...change } };
}

export function tableOf(seq: number, endpoints: ServedEndpoint[], tokens: ServedToken[]): RouteTable {
	return { seq, endpoints, tokens };
}

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
