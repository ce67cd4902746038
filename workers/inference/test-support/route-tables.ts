import { createHmac, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RouteEntry, RouteTable, ServedEndpoint, ServedFile, ServedToken } from '@interlock/contracts/serving';
import { formatToken, parseToken } from '@interlock/domain/access';
import { dataDigest } from '@interlock/scoring';
import type { FakeFrontDoor } from './fake-front-door.ts';

export const PEPPER = 'pepper-of-the-tests';
export const ORG = '0190a000-0000-7000-8000-000000000001';
export const PROJECT = '0190a000-0000-7000-8000-000000000002';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.resolve('@interlock/scoring')));

/** Bytes of a model folder of packages/scoring/fixtures, by path. */
export function fixture(name: string): Record<string, Uint8Array> {
	const folder = join(FIXTURES, name);
	return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]));
}

/** An entry whose files the fake front door hands out. `change` wins over what was computed. */
export function entryOf(fake: FakeFrontDoor, name: string, version: number, change: Partial<RouteEntry> = {}): RouteEntry {
	const files: ServedFile[] = Object.entries(fixture(name)).map(([path, bytes]) => ({
		path,
		sha256: fake.addBlob(bytes),
		sizeBytes: bytes.byteLength,
	}));
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
	return {
		endpointId,
		orgId: ORG,
		org: 'acme',
		projectId: PROJECT,
		project: 'flights',
		name,
		environment: 'production',
		entries,
		...change,
	};
}

/** A token as its owner holds it and as the route table describes it. */
export function makeToken(change: Partial<ServedToken> = {}): { text: string; served: ServedToken } {
	const text = formatToken('pat', randomBytes(6), randomBytes(32));
	const { keyId = '', secret = '' } = parseToken(text) ?? {};
	const secretHash = createHmac('sha256', PEPPER).update(secret).digest('hex');
	return {
		text,
		served: {
			keyId,
			secretHash,
			orgId: ORG,
			projectIds: null,
			scopes: ['endpoint:invoke'],
			expiresAtMs: null,
			...change,
		},
	};
}

export function tableOf(seq: number, endpoints: ServedEndpoint[], tokens: ServedToken[]): RouteTable {
	return { seq, endpoints, tokens };
}
