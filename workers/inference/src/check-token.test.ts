import { expect, test } from 'vitest';
import { endpointOf, makeToken, PEPPER, PROJECT } from '../test-support/route-tables.ts';
import { checkToken, mayInvoke } from './check-token.ts';

const token = makeToken({ expiresAtMs: 1_000 });
const tokens = new Map([[token.served.keyId, token.served]]);
const check = (header: string | undefined, nowMs = 999) => checkToken(header, tokens, PEPPER, nowMs);
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

test('takes a token as Bearer, and as the password of any user', () => {
	for (const header of [`Bearer ${token.text}`, `bearer ${token.text}`, basic('token', token.text), basic('', token.text)]) {
		expect(check(header)).toBe(token.served);
	}
});

const flipped = (at: number) => token.text.slice(0, at) + (token.text[at] === 'a' ? 'b' : 'a') + token.text.slice(at + 1);

test.each<[string, string | undefined]>([
	['no header', undefined],
	['nothing', ''],
	['another scheme', `Digest ${token.text}`],
	['no token', 'Bearer '],
	['a wrong checksum', `Bearer ${flipped(token.text.length - 1)}`],
	['a wrong secret with a right form', `Bearer ${makeToken().text}`],
	['a flipped secret character', `Bearer ${flipped(30)}`],
	['another kind', `Bearer ${token.text.replace('ilk_pat', 'ilk_svc')}`],
	['broken base64', 'Basic ***'],
	['a token with a tail', `Bearer ${token.text}x`],
])('refuses %s', (_name, header) => {
	expect(() => check(header)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
});

test('refuses the right key id with another secret', () => {
	const other = makeToken();
	expect(() =>
		checkToken(`Bearer ${other.text}`, new Map([[other.served.keyId, { ...other.served, secretHash: token.served.secretHash }]]), PEPPER, 0),
	).toThrow(/valid token/);
});

test('refuses a token from the moment it expires', () => {
	expect(() => check(`Bearer ${token.text}`, 1_000)).toThrow(/expired/);
});

test('another organization and a project beyond the token are unseen; a missing scope is said', () => {
	const endpoint = endpointOf('delay', []);
	expect(mayInvoke(token.served, endpoint)).toBe('yes');
	expect(mayInvoke({ ...token.served, projectIds: [PROJECT] }, endpoint)).toBe('yes');
	expect(mayInvoke({ ...token.served, orgId: 'other' }, endpoint)).toBe('unseen');
	expect(mayInvoke({ ...token.served, projectIds: ['other'], scopes: [] }, endpoint)).toBe('unseen');
	expect(mayInvoke({ ...token.served, scopes: ['endpoint:read'] }, endpoint)).toBe('out of scope');
});
