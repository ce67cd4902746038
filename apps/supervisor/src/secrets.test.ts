import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseToken } from '@interlock/domain/access';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecrets } from './secrets.ts';

let home: string;

beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'interlock-secrets-test-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('secrets are made at the first start, differ between homes, stay the same after, and are readable by their owner only', () => {
	const made = loadSecrets(home);
	const file = join(home, 'secrets.json');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(loadSecrets(home)).toEqual(made);
	rmSync(file);
	for (const [name, value] of Object.entries(loadSecrets(home))) expect(value, name).not.toBe(Reflect.get(made, name));
});

test('tokens have the form that the front door accepts, each of its kind', () => {
	const secrets = loadSecrets(home);
	const kinds = [secrets.agentToken, secrets.servingToken, secrets.quickstartToken, secrets.quickstartAuthorToken].map((token) => parseToken(token)?.kind);
	expect(kinds).toEqual(['wrk', 'dep', 'svc', 'pat']);
	expect(Math.min(secrets.nextauthSecret.length, secrets.tokenPepper.length)).toBeGreaterThanOrEqual(43);
	expect(Buffer.from(secrets.checkpointKey, 'base64url')).toHaveLength(32);
});

test('a secret that a newer version needs is added, the others are kept', () => {
	const { quickstartToken, ...older } = loadSecrets(home);
	const file = join(home, 'secrets.json');
	writeFileSync(file, JSON.stringify(older));
	const newer = loadSecrets(home);
	expect(newer).toMatchObject(older);
	expect(newer.quickstartToken).not.toBe(quickstartToken);
	expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(newer);
});
