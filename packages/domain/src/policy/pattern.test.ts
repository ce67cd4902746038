import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob, compilePattern, matchesPattern, PATTERN_LIMIT } from './pattern.ts';

const matches = (source: string, text: string) => {
	const compiled = compilePattern(source);
	if (!compiled.ok) throw new Error(compiled.problem);
	return matchesPattern(compiled.pattern, text);
};

describe('a pattern', () => {
	it.each([
		['credit/.*', 'credit/score', true],
		['credit/.*', 'xcredit/score', false],
		['a+b?', 'aaab', true],
		['a+', '', false],
		['(ab|c)*', 'abcab', true],
		['[a-c]+', 'abcd', false],
		['[^/]*', 'a/b', false],
		['a\\.b', 'axb', false],
		['a\\.b', 'a.b', true],
		['', '', true],
		['.', '🛫', true],
		['a|', '', true],
	])('%s against "%s": %s', (source, text, expected) => expect(matches(source, text)).toBe(expected));

	it.each([
		['(a', 3, 'a group is not closed'],
		['a)', 2, '")" closes no group'],
		['*a', 1, '"*" can\'t stand here; write "\\*" for the character itself'],
		['a{3}', 2, '"{" can\'t stand here; write "\\{" for the character itself'],
		['[]', 3, 'a class names at least one character'],
		['[b-a]', 5, '"b-a" runs backwards'],
		['[a', 3, 'the pattern ends too early'],
		['(('.repeat(11), 22, 'groups nest at most 20 deep'],
		['a'.repeat(201), 201, 'a pattern has at most 200 characters'],
	])('%s is refused with the place', (source, at, problem) => expect(compilePattern(source)).toEqual({ ok: false, at, problem }));

	it('means what the same regular expression means', () => {
		const piece = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(ab)*', 'a*', 'b+', 'a?', '(a*b?)+', '|');
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 6 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 }), (pieces, text) => {
				const source = pieces.join('');
				expect(matches(source, text)).toBe(new RegExp(`^(?:${source})$`, 'su').test(text));
			}),
			{ numRuns: 5_000, seed: 1 },
		);
	});

	it('looks at as many states as text times pattern, also where others take for ever', () => {
		for (const source of ['(a*)*b', '(a|a)*b', '(a+)+b', `${'a?'.repeat(60)}${'a'.repeat(60)}b`]) {
			const [short, long] = [looksOf(source, 4_000), looksOf(source, 16_000)];
			// A square would be sixteen times as many.
			expect(long / short).toBeLessThan(4.1);
		}
	});
});

/** How often the states of a pattern are looked at while it is matched against so many a's. */
function looksOf(source: string, length: number): number {
	const compiled = compilePattern(source);
	if (!compiled.ok) throw new Error(compiled.problem);
	let looks = 0;
	const steps = new Proxy(compiled.pattern.steps, {
		get: (all, at) => {
			looks += 1;
			return Reflect.get(all, at);
		},
	});
	expect(matchesPattern({ steps }, 'a'.repeat(length))).toBe(false);
	return looks;
}

describe('a glob', () => {
	it.each([
		['data/**', 'data/a/b', true],
		['data/*', 'data/a/b', false],
		['data/*', 'data/a', true],
		['credit/sc?re', 'credit/score', true],
		['a?b', 'a/b', false],
		['a.(b', 'a.(b', true],
	])('%s against "%s": %s', (source, text, expected) => expect(matchesPattern(compileGlob(source), text)).toBe(expected));

	it('of any length is cut where patterns end', () => {
		expect(matchesPattern(compileGlob('a'.repeat(PATTERN_LIMIT + 50)), 'a'.repeat(PATTERN_LIMIT))).toBe(true);
	});
});
