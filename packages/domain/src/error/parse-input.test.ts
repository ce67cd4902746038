import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DomainError, parseInput } from './index.ts';

const schema = z.object({ name: z.string().max(5, 'must be at most 5 characters'), list: z.array(z.object({ n: z.number().int() })).default([]) });

function refusal(input: unknown): DomainError {
	try {
		parseInput(schema, input);
	} catch (error) {
		if (error instanceof DomainError) return error;
		throw error;
	}
	throw new Error('was accepted');
}

describe('parsing an input', () => {
	test('the refusal names field, value and limit', () => {
		const { code, message, detail } = refusal({ name: 'too long' });
		expect(code).toBe('invalid');
		expect(message).toBe('name: must be at most 5 characters (got "too long")');
		expect(detail).toMatchObject({ field: 'name', limit: 'must be at most 5 characters' });
	});

	test('a field inside a list is named by its path', () => {
		expect(refusal({ name: 'a', list: [{ n: 1 }, { n: 1.5 }] }).detail.field).toBe('list[1].n');
	});

	test('a missing field got nothing; a body that is no object is named as the body', () => {
		expect(refusal({}).message).toContain('(got nothing)');
		expect(refusal(null).detail.field).toBe('body');
	});

	test('a huge value is shortened', () => {
		expect(refusal({ name: 'x'.repeat(100_000) }).message.length).toBeLessThan(200);
	});

	test('any JSON at all is accepted or refused as invalid, and leaves no trace on Object.prototype', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString'), (value, key) => {
				const input: unknown = JSON.parse(`{"name": "a", ${JSON.stringify(key)}: ${JSON.stringify(value)}}`);
				for (const candidate of [value, input]) {
					try {
						parseInput(schema, candidate);
					} catch (error) {
						expect(error).toBeInstanceOf(DomainError);
					}
				}
				expect(Object.keys(Object.prototype)).toEqual([]);
			}),
		);
	});
});
