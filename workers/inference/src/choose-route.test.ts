import { expect, test } from 'vitest';
import { chooseRoute, shareOf } from './choose-route.ts';
import { arrangeRoutes, type Route } from './serving.ts';

const endpoint = {
	endpointId: 'e1',
	orgId: 'o',
	org: 'acme',
	projectId: 'p',
	project: 'flights',
	name: 'delay',
	environment: 'production',
	entries: [],
};
const route = (role: 'champion' | 'candidate', weight: number, shadow = false): Route => ({
	entry: {
		modelVersionId: role,
		model: 'm',
		version: role === 'champion' ? 1 : 2,
		role,
		weight,
		shadow,
		dataDigest: '',
		files: [],
		rolloutId: null,
		stepKey: null,
	},
	version: { key: role, model: {} as never, hold: () => () => undefined, retire: () => undefined },
});
const answering = (routes: Route[], keys: string[]) => keys.map((key) => chooseRoute(arrangeRoutes(endpoint, routes), key)?.entry.role);
const keys = Array.from({ length: 10_000 }, (_, i) => `caller-${i}`);

test('gives the candidate its share of the keys', () => {
	const share = answering([route('champion', 90), route('candidate', 10)], keys).filter((role) => role === 'candidate').length / keys.length;
	expect(share).toBeGreaterThan(0.09);
	expect(share).toBeLessThan(0.11);
});

test('keeps a key on its version, and moves none back when the weight rises', () => {
	const at10 = answering([route('champion', 90), route('candidate', 10)], keys);
	expect(answering([route('champion', 90), route('candidate', 10)], keys)).toEqual(at10);
	const at50 = answering([route('champion', 50), route('candidate', 50)], keys);
	expect(at10.every((role, i) => role !== 'candidate' || at50[i] === 'candidate')).toBe(true);
});

test('splits each endpoint on its own', () => {
	expect(shareOf('e1', 'caller')).not.toBe(shareOf('e2', 'caller'));
});

test('a known key stands where the contract says: the first 8 hex of sha256, as a share of 2^32', () => {
	// sha256("e1:caller-0") begins with these 8 hex characters.
	expect(shareOf('e1', 'caller-0')).toBeCloseTo((Number.parseInt('fdf4ee7e', 16) / 2 ** 32) * 100, 10);
});

test.each([
	[0, 'champion'],
	[100, 'candidate'],
])('at a candidate weight of %d every key gets the %s', (weight, role) => {
	expect(new Set(answering([route('champion', 100 - weight), route('candidate', weight)], keys))).toEqual(new Set([role]));
});

test('a shadow answers nobody', () => {
	expect(new Set(answering([route('champion', 100), route('candidate', 0, true)], keys))).toEqual(new Set(['champion']));
	expect(answering([route('candidate', 0, true)], ['a'])).toEqual([undefined]);
});

test('without a champion the candidate answers every key, and without either nobody does', () => {
	expect(new Set(answering([route('candidate', 10)], keys))).toEqual(new Set(['candidate']));
	expect(answering([], ['a'])).toEqual([undefined]);
});
