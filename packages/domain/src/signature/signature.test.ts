import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRow, compareSignatures, type ModelSignature, parseSignature } from './index.ts';

/** As mlflow 3 writes it for the flight model, shortened. */
const BASE = parseSignature({
	inputs: JSON.stringify([
		{ type: 'string', name: 'carrier', required: true },
		{ type: 'double', name: 'dep_delay', required: true },
		{ type: 'long', name: 'hour', required: true },
		{ type: 'double', name: 'temp', required: false },
	]),
	outputs: JSON.stringify([{ type: 'float', name: 'arr_delay', required: true }]),
	params: JSON.stringify([{ name: 'quantile', type: 'double', default: 0.5, shape: null }]),
});

/** BASE with some inputs replaced, added (by name) or removed (null). */
function withInputs(changes: Record<string, { type: string; required?: boolean } | null>): ModelSignature {
	const fields = new Map(BASE.inputs.map((field) => [field.name, field]));
	for (const [name, spec] of Object.entries(changes)) {
		fields.delete(name);
		if (spec === null) continue;
		const [field] = parseSignature({ inputs: JSON.stringify([{ name, ...spec }]) }).inputs;
		if (field !== undefined) fields.set(name, field);
	}
	return { ...BASE, inputs: [...fields.values()] };
}

describe('reading MLflow signatures', () => {
	test('columns, old `optional`, tensors and nested types', () => {
		const { inputs, params } = parseSignature({
			inputs: JSON.stringify([
				{ type: 'double', name: 'a', optional: true },
				{ type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, 30] } },
				{ type: 'array', name: 'tags', items: { type: 'string' }, required: true },
			]),
			params: JSON.stringify([{ name: 'k', dtype: 'long', default: 3 }]),
		});
		expect(inputs).toEqual([
			{ kind: 'scalar', name: 'a', type: 'double', required: false },
			{ kind: 'tensor', name: null, dtype: 'float32', shape: [-1, 30], required: true },
			{
				kind: 'nested',
				name: 'tags',
				type: 'array',
				spec: '{"items":{"type":"string"},"type":"array"}',
				required: true,
			},
		]);
		expect(params).toEqual([{ name: 'k', type: 'long', default: 3, shape: null }]);
		expect(parseSignature({ inputs: null })).toEqual({ inputs: [], outputs: [], params: [] });
	});

	test.each([
		['{', 'signature.inputs: is not JSON'],
		['{"a":1}', 'signature.inputs: entry'],
		['[{"name":"a"}]', 'signature.inputs: entry 0.type'],
		['[{"type":"long","name":"a"},{"type":"long","name":"a"}]', 'signature.inputs: "a" is named twice'],
	])('refuses %s by name', (inputs, message) => {
		expect(() => parseSignature({ inputs })).toThrow(message);
	});
});

describe('comparing signatures', () => {
	test('the same signature is compatible and has no changes', () => {
		expect(compareSignatures(BASE, BASE)).toEqual({
			compatible: true,
			sentence: 'The candidate takes and gives exactly what the champion does.',
			changes: [],
		});
	});

	test.each([
		['a removed input', withInputs({ temp: null }), 'input "temp" was removed'],
		['a new required input', withInputs({ gust: { type: 'double', required: true } }), '"gust" is new and required'],
		['an optional input that became required', withInputs({ temp: { type: 'double', required: true } }), '"temp" became required'],
		['a narrowed type', withInputs({ dep_delay: { type: 'long' } }), '"dep_delay" was double, long does not take all of it'],
		['a float where whole numbers came', withInputs({ hour: { type: 'float' } }), 'float does not take all of it'],
		['text where a number came', withInputs({ hour: { type: 'string' } }), 'string does not take all of it'],
		[
			'an answer of another kind',
			{ ...BASE, outputs: parseSignature({ outputs: '[{"type":"string","name":"arr_delay"}]' }).outputs },
			'was float and is string',
		],
		['another number of answers', { ...BASE, outputs: [] }, 'had 1 outputs and has 0'],
		['a removed parameter', { ...BASE, params: [] }, 'parameter "quantile" was removed'],
	])('breaks callers: %s', (_title, head, sentence) => {
		const compared = compareSignatures(BASE, head);
		expect(compared.compatible).toBe(false);
		expect(compared.sentence).toContain(sentence);
	});

	test.each([
		['a new optional input', withInputs({ gust: { type: 'double', required: false } })],
		['a required input that became optional', withInputs({ carrier: { type: 'string', required: false } })],
		['a widened type', withInputs({ hour: { type: 'double' } })],
		['columns in another order', { ...BASE, inputs: BASE.inputs.toReversed() }],
		['a wider answer', { ...BASE, outputs: parseSignature({ outputs: '[{"type":"double","name":"arr_delay"}]' }).outputs }],
		['another default', { ...BASE, params: [{ name: 'quantile', type: 'double', default: 0.9, shape: null }] }],
	])('keeps callers going: %s', (_title, head) => {
		expect(compareSignatures(BASE, head).compatible).toBe(true);
	});

	test('a tensor may free a length, not fix one', () => {
		const tensor = (shape: number[]): ModelSignature => ({
			...BASE,
			inputs: [{ kind: 'tensor', name: null, dtype: 'float32', shape, required: true }],
		});
		expect(compareSignatures(tensor([1, 30]), tensor([-1, 30])).compatible).toBe(true);
		expect(compareSignatures(tensor([-1, 30]), tensor([1, 30])).compatible).toBe(false);
		expect(compareSignatures(tensor([-1, 30]), tensor([-1, 31])).compatible).toBe(false);
	});

	test('a first version is compatible, a version without a signature never', () => {
		expect(compareSignatures(null, BASE).compatible).toBe(true);
		expect(compareSignatures(BASE, null).compatible).toBe(false);
		expect(compareSignatures(null, { inputs: [], outputs: [], params: [] }).compatible).toBe(false);
	});

	test('every row that fits base fits a head called compatible', () => {
		const field = fc.record({
			type: fc.constantFrom('integer', 'long', 'float', 'double', 'string', 'boolean'),
			required: fc.boolean(),
		});
		const inputs = fc.dictionary(fc.constantFrom('a', 'b', 'c'), field, { minKeys: 1, noNullPrototype: true });
		const cell = fc.constantFrom<unknown>(null, 1, 1.5, 3_000_000_000, 'x', true);
		const row = fc.dictionary(fc.constantFrom('a', 'b', 'c'), cell, { noNullPrototype: true });
		const signature = (fields: Record<string, { type: string; required: boolean }>) =>
			parseSignature({ inputs: JSON.stringify(Object.entries(fields).map(([name, spec]) => ({ name, ...spec }))) });
		fc.assert(
			fc.property(inputs, inputs, row, (base, head, values) => {
				const [before, after] = [signature(base), signature(head)];
				if (!compareSignatures(before, after).compatible || checkRow(before, values, 0) !== null) return;
				expect(checkRow(after, values, 0)).toBeNull();
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('checking a row names the column', () => {
	const good = { carrier: 'UA', dep_delay: 3, hour: 7, temp: null };

	test('a good row has no problem, an absent optional column neither', () => {
		expect(checkRow(BASE, good, 0)).toBeNull();
		expect(checkRow(BASE, { carrier: 'UA', dep_delay: 3.5, hour: 7 }, 0)).toBeNull();
	});

	test.each([
		[{ ...good, gate: 'B2' }, 'unknown-column', 'gate'],
		[{ dep_delay: 3, hour: 7 }, 'missing-column', 'carrier'],
		[{ ...good, carrier: null }, 'missing-value', 'carrier'],
		[{ ...good, dep_delay: Number.NaN }, 'not-finite', 'dep_delay'],
		[{ ...good, temp: Number.POSITIVE_INFINITY }, 'not-finite', 'temp'],
		[{ ...good, dep_delay: '3' }, 'wrong-type', 'dep_delay'],
		[{ ...good, hour: 7.5 }, 'wrong-type', 'hour'],
		[{ ...good, carrier: 7 }, 'wrong-type', 'carrier'],
		[{ ...good, dep_delay: true }, 'wrong-type', 'dep_delay'],
	] as const)('%j is a %s', (values, code, column) => {
		const problem = checkRow(BASE, values, 4);
		expect(problem).toMatchObject({ code, column });
		expect(problem?.sentence).toMatch(new RegExp(`^${column}: row 4 `));
	});

	test.each([
		['binary', 'aGk=', 'a*'],
		['datetime', '2013-01-05T06:00:00Z', 'soon'],
		['boolean', true, 'true'],
		['integer', 2 ** 31 - 1, 2 ** 31],
		['integer', -(2 ** 31), -(2 ** 31) - 1],
	])('%s takes %s, not %s', (type, good, bad) => {
		const one = parseSignature({ inputs: JSON.stringify([{ name: 'x', type }]) });
		expect(checkRow(one, { x: good }, 0)).toBeNull();
		expect(checkRow(one, { x: bad }, 0)?.code).toBe('wrong-type');
	});
});
