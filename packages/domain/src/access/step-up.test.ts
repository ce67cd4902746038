import { describe, expect, test } from 'vitest';
import { type AuthStrength, provedAtMs, type TokenActor, type UserActor, whyStepUp } from './index.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const WITHIN = 600_000;
const person = (strength: AuthStrength, atMs = NOW): UserActor => ({
	kind: 'user',
	userId: 'u',
	sessionId: 's',
	name: 'Ana',
	email: 'ana@example.test',
	memberships: [],
	auth: { atMs, strength },
});

describe('R16: a fresh proof of who one is', () => {
	test.each([
		['password', 'password', true],
		['passkey', 'password', true],
		['link', 'password', false],
		['password', 'passkey', false],
		['passkey', 'passkey', true],
		['link', 'passkey', false],
	] as const)('given by %s where a %s is asked for: enough is %s', (given, asked, enough) => {
		expect(whyStepUp(person(given), WITHIN, NOW, asked) === null).toBe(enough);
		expect(provedAtMs(person(given), asked)).toBe(enough ? NOW : null);
	});

	test('counts for as long as it is asked for, and not at all where it is not', () => {
		expect(whyStepUp(person('passkey', NOW - WITHIN), WITHIN, NOW)).toBeNull();
		expect(whyStepUp(person('passkey', NOW - WITHIN - 1), WITHIN, NOW)).toBe('This needs your password again, or a passkey, given at most 10 min ago.');
		expect(whyStepUp(person('link'), null, NOW, 'passkey')).toBeNull();
		expect(whyStepUp({ ...person('link'), auth: undefined }, WITHIN, NOW)).not.toBeNull();
	});

	test.each(['pat', 'svc', 'wrk', 'dep'] as const)('is never given by a %s token, whoever stands behind it', (tokenKind) => {
		const token: TokenActor = {
			kind: 'token',
			tokenId: 't',
			tokenKind,
			name: 'ci',
			orgId: 'o',
			projectIds: null,
			ownerUserId: 'u',
			serviceAccountId: tokenKind === 'svc' ? 'a' : null,
			scopes: [],
			roles: ['reviewer'],
		};
		expect(whyStepUp(token, WITHIN, NOW)).toBe("An API token can't step up: this needs its person in the browser, with their password or a passkey.");
		expect(provedAtMs(token, 'password')).toBeNull();
	});
});
