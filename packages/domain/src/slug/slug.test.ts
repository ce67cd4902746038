import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RESERVED_SLUGS, slugFrom, slugSchema } from './index.ts';

describe('slugs', () => {
	test('a name gives a slug, or something that is refused; never anything in between', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
				const slug = slugFrom(name);
				expect(slug).toMatch(/^$|^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);
				expect(slugFrom(slug)).toBe(slug);
			}),
			{ numRuns: 1_000 },
		);
	});

	test.each([
		['Flight delay (NYC)', 'flight-delay-nyc'],
		['  Crème brûlée  ', 'creme-brulee'],
		['ＦＵＬＬ width', 'full-width'],
		['a/b/../c', 'a-b-c'],
	])('%s -> %s', (name, slug) => {
		expect(slugFrom(name)).toBe(slug);
	});

	test.each(['x', '-ab', 'ab-', 'A-b', 'a_b', 'a b', 'a.b', '..', 'a/b', 'a%2fb', 'ä-b', 'ab\n', 'a'.repeat(41), ''])('%j is no slug', (text) => {
		expect(slugSchema.safeParse(text).success).toBe(false);
	});

	test('no reserved word is a slug', () => {
		for (const word of RESERVED_SLUGS) expect(slugSchema.safeParse(word).success).toBe(false);
	});
});
