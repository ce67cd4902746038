import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { formatToken } from '@interlock/domain/access';
import type { Database } from '@interlock/db';
import { lookUpLink } from '@interlock/services/session';
import { loadToken } from '@interlock/services/token';
import { auditEntries, testDatabaseWithUrl } from '@interlock/testkit';
import { describe, expect, test } from 'vitest';

const PREPARE = fileURLToPath(new URL('./prepare.ts', import.meta.url));
const PEPPER = 'p'.repeat(32);
const newToken = () => formatToken('pat', randomBytes(6), randomBytes(32));

interface Line {
	msg: string;
	who?: string;
	url?: string;
	text?: string;
}

/** Runs what the supervisor runs before the front door starts; its lines. */
function prepare(databaseUrl: string, env: Record<string, string> = {}): Promise<{ code: number | null; lines: Line[]; out: string }> {
	const given = {
		PATH: '/usr/bin',
		NODE_ENV: 'production' as const,
		INTERLOCK_HOME: '/nowhere',
		DATABASE_URL: databaseUrl,
		NEXTAUTH_SECRET: 's'.repeat(32),
		INTERLOCK_TOKEN_PEPPER: PEPPER,
		...env,
	};
	const child = spawn(process.execPath, [PREPARE], { env: given });
	let out = '';
	child.stdout.on('data', (chunk) => {
		out += chunk;
	});
	return new Promise((resolve) =>
		child.on('close', (code) =>
			resolve({
				code,
				out,
				lines: out
					.split('\n')
					.filter(Boolean)
					.map((line) => JSON.parse(line)),
			}),
		),
	);
}

const people = async (db: Database) =>
	(await db.sql<{ email: string; seeded: boolean }[]>`select email, seeded from person order by email`).map((row) => ({ ...row }));
const secretOf = (line: Line | undefined) => new URL(line?.url ?? '').searchParams.get('link') ?? '';

describe('what a first start needs', () => {
	test('an administrator with a one-time link, and the quickstart’s people, marked; a second start adds nobody', async () => {
		const { db, url } = await testDatabaseWithUrl();
		const [operator, author] = [newToken(), newToken()];
		const env = { INTERLOCK_OPERATOR_TOKEN: operator, INTERLOCK_QUICKSTART_AUTHOR_TOKEN: author };
		const first = await prepare(url, env);
		expect(first).toMatchObject({ code: 0, lines: [{ msg: 'sign-in-link', who: expect.stringContaining('Administrator') }] });
		expect(await lookUpLink(db, secretOf(first.lines[0]))).toMatchObject({ name: 'Administrator' });
		expect((await people(db)).map((p) => p.seeded)).toEqual([false, true, true]);
		const second = await prepare(url, env);
		expect(secretOf(second.lines[0])).not.toBe(secretOf(first.lines[0]));
		expect(await people(db)).toHaveLength(3);
		expect(await loadToken(db, PEPPER, operator)).toMatchObject({ roles: ['admin', 'reviewer', 'deployer', 'auditor'], seeded: false });
		expect(await loadToken(db, PEPPER, author)).toMatchObject({ roles: ['contributor', 'deployer'], seeded: true });
		const [org] = await db.sql<{ id: string }[]>`select id from organization`;
		expect((await auditEntries(db, org?.id ?? '')).map((e) => e.action)).toEqual(['sign-in-link.created', 'sign-in-link.created']);
	});

	test('with the quickstart off nobody but the administrator is made', async () => {
		const { db, url } = await testDatabaseWithUrl();
		await prepare(url, { INTERLOCK_QUICKSTART: 'off', INTERLOCK_QUICKSTART_AUTHOR_TOKEN: newToken() });
		expect(await people(db)).toEqual([{ email: 'admin@interlock.invalid', seeded: false }]);
		expect(await db.sql`select 1 from api_token`).toHaveLength(0);
	});

	test('once the administrator has a password, no more links are made, and a revoked token stays revoked', async () => {
		const { db, url } = await testDatabaseWithUrl();
		const operator = newToken();
		await prepare(url, { INTERLOCK_OPERATOR_TOKEN: operator });
		await db.sql`update person set password_hash = 'x' where email = 'admin@interlock.invalid'`;
		await db.sql`update api_token set revoked_at = now()`;
		expect((await prepare(url, { INTERLOCK_OPERATOR_TOKEN: operator })).lines).toEqual([]);
		expect(await loadToken(db, PEPPER, operator)).toBeNull();
	});

	test('two starts at once make each person once', async () => {
		const { db, url } = await testDatabaseWithUrl();
		expect((await Promise.all([prepare(url), prepare(url)])).map((p) => p.code)).toEqual([0, 0]);
		expect(await people(db)).toHaveLength(3);
	});

	test('a database that does not answer is one line and code 1', async () => {
		const { code, lines } = await prepare('postgres://nobody@127.0.0.1:9/nothing');
		expect(code).toBe(1);
		expect(lines).toMatchObject([{ msg: 'failed', text: expect.stringContaining('127.0.0.1:9') }]);
	});
});
