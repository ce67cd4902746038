import { type Database, inTransaction } from '@interlock/db';
import { createSignInLink, loadSession } from '@interlock/services/session';
import { makeOrg, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { authOptions, identify, sessionCookie } from './index.ts';
import { sessionCookieName } from './session-cookie.ts';

const SECRET = 'a secret of the tests, 32 characters';
const URL = 'http://127.0.0.1:4100';
let db: Database;
let options: ReturnType<typeof authOptions>;
beforeAll(async () => {
	db = await testDatabase();
	options = authOptions({ db: async () => db, secret: SECRET, publicUrl: URL });
});

type Authorize = (given: Record<string, unknown> | undefined, req: { headers?: Record<string, unknown> }) => Promise<{ id: string } | null>;

/** A provider's own authorize, as next-auth calls it. */
function authorize(id: 'password' | 'link'): Authorize {
	const provider = options.providers.find((p) => (p.options as { id?: string }).id === id);
	if (!provider) throw new Error(`no provider ${id}`);
	return (provider.options as unknown as { authorize: Authorize }).authorize;
}

async function link(): Promise<{ secret: string; userId: string }> {
	const { userId } = await makeUser(db, await makeOrg(db), ['viewer']);
	return { userId, secret: await inTransaction(db, (tx) => createSignInLink(tx, { userId, validMs: 60_000, now: new Date() })) };
}

describe('signing in', () => {
	test('by a link gives a session of ours, once, with the address the front door saw', async () => {
		const { secret, userId } = await link();
		const headers = { 'x-interlock-client-ip': '192.0.2.7', 'user-agent': 'test', 'x-request-id': 'r' };
		const got = await authorize('link')({ secret }, { headers });
		expect(await loadSession(db, got?.id ?? '')).toMatchObject({ userId });
		const [row] = await db.sql`select ip, user_agent from session where id = ${got?.id ?? ''}`;
		expect({ ...row }).toEqual({ ip: '192.0.2.7', user_agent: 'test' });
		expect(await authorize('link')({ secret }, { headers })).toBeNull();
	});

	test.each([undefined, {}, { secret: ['a'] }, { secret: '' }])('by a link that is none is nobody: %j', async (given) => {
		expect(await authorize('link')(given as Record<string, unknown> | undefined, {})).toBeNull();
	});

	test.each([undefined, {}, { email: 'a@example.test' }, { email: ['a'], password: { a: 1 } }])(
		'by a password form that is none is nobody: %j',
		async (given) => {
			expect(await authorize('password')(given as Record<string, unknown> | undefined, {})).toBeNull();
		},
	);
});

describe('the cookie', () => {
	test('carries nothing but the id of our session', async () => {
		const jwt = options.callbacks?.jwt as (given: object) => Promise<object>;
		expect(await jwt({ token: { name: 'A', email: 'a@example.test', sub: 'x' }, user: { id: 'session-1' } })).toEqual({ sid: 'session-1' });
		expect(await jwt({ token: { sid: 'session-1', iat: 1, name: 'A' } })).toEqual({ sid: 'session-1' });
	});

	test('is judged by its session of now', async () => {
		const { secret, userId } = await link();
		const got = await authorize('link')({ secret }, {});
		const keys = { secret: SECRET, tokenPepper: 'p', publicUrl: URL, instanceTokens: new Map() };
		const cookie = `theme=dark; ${await sessionCookie(keys, got?.id ?? '')}; other=1`;
		expect(await identify(db, keys, { cookie })).toMatchObject({ via: 'cookie', actor: { kind: 'user', userId } });
		expect(await identify(db, { ...keys, secret: 'another secret, also 32 characters!' }, { cookie })).toBeNull();
		await db.sql`update session set revoked_at = now() where user_id = ${userId}`;
		expect(await identify(db, keys, { cookie })).toBeNull();
	});

	test('has the prefix and flags that keep it to this host, where that is reached by https', () => {
		expect(sessionCookieName('https://ml.example.test')).toBe('__Host-interlock.session');
		const secure = authOptions({ db: async () => db, secret: SECRET, publicUrl: 'https://ml.example.test' });
		expect(secure.cookies?.sessionToken?.options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
		expect(options.cookies?.sessionToken).toMatchObject({ name: 'interlock.session', options: { httpOnly: true, sameSite: 'lax', secure: false } });
	});
});

describe('where signing in leads', () => {
	const redirect = async (url: string) => options.callbacks?.redirect?.({ url, baseUrl: URL }) ?? '';

	test.each([
		'https://attacker.example',
		'//attacker.example',
		'///attacker.example',
		'/\\attacker.example',
		'javascript:alert(1)',
		'http://127.0.0.1:4100.attacker.example',
		`${URL}@attacker.example`,
		'',
		'\\\\attacker.example',
		'/\t/attacker.example',
	])('is never another site: %j', async (url) => {
		expect(new globalThis.URL(await redirect(url), URL).origin).toBe(URL);
	});

	test('is a page of ours', async () => {
		expect(await redirect('/acme/flights?x=1')).toBe(`${URL}/acme/flights?x=1`);
	});
});
