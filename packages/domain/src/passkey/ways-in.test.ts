import { describe, expect, test } from 'vitest';
import type { UserActor } from '../access/index.ts';
import { proofForWaysIn, whyNotChangeWaysIn, whyNotRemovePasskey } from './index.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const actor = (auth: UserActor['auth']): UserActor => ({
	kind: 'user',
	userId: 'u',
	sessionId: 's',
	name: 'Ana',
	email: 'ana@example.test',
	memberships: [],
	auth,
});

describe('ways in', () => {
	test('are changed by whoever proved within ten minutes who they are, by a password or a passkey', () => {
		const ways = { hasPassword: true, passkeys: 1 };
		for (const strength of ['password', 'passkey'] as const) {
			expect(whyNotChangeWaysIn(actor({ atMs: NOW - 600_000, strength }), ways, NOW)).toBeNull();
			expect(whyNotChangeWaysIn(actor({ atMs: NOW - 600_001, strength }), ways, NOW)).toContain('at most 10 min ago');
		}
		expect(whyNotChangeWaysIn(actor({ atMs: NOW, strength: 'link' }), ways, NOW)).toContain('This needs your password again, or a passkey');
	});

	test('the first one is added by whoever came by a one-time link', () => {
		expect(proofForWaysIn({ hasPassword: false, passkeys: 0 })).toBeNull();
		expect(whyNotChangeWaysIn(actor({ atMs: 0, strength: 'link' }), { hasPassword: false, passkeys: 0 }, NOW)).toBeNull();
		expect(whyNotChangeWaysIn(actor({ atMs: 0, strength: 'link' }), { hasPassword: false, passkeys: 1 }, NOW)).not.toBeNull();
	});

	test('the last one is never taken away', () => {
		expect(whyNotRemovePasskey({ hasPassword: false, passkeys: 1 })).toContain('only way to sign in');
		expect(whyNotRemovePasskey({ hasPassword: false, passkeys: 2 })).toBeNull();
		expect(whyNotRemovePasskey({ hasPassword: true, passkeys: 1 })).toBeNull();
	});
});
