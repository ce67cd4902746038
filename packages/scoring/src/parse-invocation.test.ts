import { expect, test } from 'vitest';
import { type RequestColumns, parseInvocation } from './index.ts';

const signature: RequestColumns = {
	isMatrix: false,
	columns: [
		{ name: 'carrier', type: 'string', required: true },
		{ name: 'dep_delay', type: 'double', required: true },
		{ name: 'temp', type: 'double', required: false },
		{ name: 'hour', type: 'long', required: true },
		{ name: 'holiday', type: 'boolean', required: false },
	],
};
const matrix: RequestColumns = {
	isMatrix: true,
	columns: ['0', '1', '2'].map((name) => ({ name, type: 'float', required: true })),
};
const row = { carrier: 'UA', dep_delay: 3, temp: null, hour: 8, holiday: true };
const record = (change: object) => ({ dataframe_records: [{ ...row, ...change }] });
const parsed = { columns: { carrier: ['UA'], dep_delay: [3], temp: [null], hour: [8], holiday: [true] }, rows: 1 };

test.each([
	['dataframe_records', { dataframe_records: [row] }],
	['instances', { instances: [row] }],
	['inputs', { inputs: { carrier: ['UA'], dep_delay: [3], temp: [null], hour: [8], holiday: [true] } }],
	[
		'dataframe_split',
		{
			dataframe_split: {
				columns: ['hour', 'carrier', 'dep_delay', 'holiday', 'temp'],
				data: [[8, 'UA', 3, true, null]],
			},
		},
	],
	[
		'dataframe_split with an index',
		{
			dataframe_split: { index: [7], columns: ['hour', 'carrier', 'dep_delay', 'holiday'], data: [[8, 'UA', 3, true]] },
		},
	],
	['params, which have no effect', { dataframe_records: [row], params: { a: 1 } }],
])('reads %s', (_name, body) => {
	expect(parseInvocation(JSON.stringify(body), signature)).toEqual(parsed);
});

test('fills an absent optional column with null', () => {
	const { temp: _t, holiday: _h, ...rest } = row;
	expect(parseInvocation(JSON.stringify({ instances: [rest] }), signature).columns).toMatchObject({
		temp: [null],
		holiday: [null],
	});
});

test.each([
	['instances', { instances: [[1, 2, 3.5]] }],
	['inputs', { inputs: [[1, 2, 3.5]] }],
	['inputs by tensor name', { inputs: { features: [[1, 2, 3.5]] } }],
	['dataframe_split without columns', { dataframe_split: { data: [[1, 2, 3.5]] } }],
	['dataframe_split with numbered columns', { dataframe_split: { columns: [0, 1, 2], data: [[1, 2, 3.5]] } }],
])('reads rows of an unnamed tensor from %s', (_name, body) => {
	expect(parseInvocation(JSON.stringify(body), matrix)).toEqual({
		columns: { '0': [1], '1': [2], '2': [3.5] },
		rows: 1,
	});
});

test.each<[string, unknown, string, RegExp]>([
	['a text for a number', record({ dep_delay: 'late' }), 'dep_delay', /row 0 must be a number \(double\), got "late"/],
	['a numeric text for a number', record({ dep_delay: '3' }), 'dep_delay', /got "3"/],
	['a boolean for a number', record({ dep_delay: true }), 'dep_delay', /got true/],
	['a number for a text', record({ carrier: 3 }), 'carrier', /must be a text \(string\), got 3/],
	['a number for a boolean', record({ holiday: 1 }), 'holiday', /must be true or false/],
	['a fraction for a whole number', record({ hour: 8.5 }), 'hour', /whole number/],
	['a whole number that JSON rounds', record({ hour: 9007199254740993 }), 'hour', /must be a whole number \(long\)/],
	['a list for a number', record({ dep_delay: [1] }), 'dep_delay', /got a list/],
	['an object for a text', record({ carrier: { a: 1 } }), 'carrier', /got an object/],
	['null in a required column', record({ dep_delay: null }), 'dep_delay', /is required, row 0 has null/],
	['a missing required column', { dataframe_records: [{ carrier: 'UA', hour: 8 }] }, 'dep_delay', /required column is missing \(row 0\)/],
	['an unknown column', record({ tail: 'N1' }), 'tail', /not a column of the model, which takes carrier, dep_delay/],
	['an unknown column called __proto__', '{"dataframe_records":[{"carrier":"UA","dep_delay":1,"hour":1,"__proto__":{"temp":1}}]}', '__proto__', /not a column/],
	['an unknown column in a later row', { dataframe_records: [row, { ...row, x: 1 }] }, 'x', /not a column/],
	['an unknown column in a split frame', { dataframe_split: { columns: ['carrier', 'x'], data: [['UA', 1]] } }, 'x', /not a column/],
	['an unknown column in inputs', { inputs: { x: [1] } }, 'x', /not a column/],
	['a column named twice', { dataframe_split: { columns: ['carrier', 'carrier'], data: [['UA', 'UA']] } }, 'carrier', /named twice/],
	['a missing column in a split frame', { dataframe_split: { columns: ['carrier'], data: [['UA']] } }, 'dep_delay', /missing/],
	[
		'a short row in a split frame',
		{ dataframe_split: { columns: ['carrier', 'hour'], data: [['UA']] } },
		'dataframe_split.data',
		/row 0 must be a list of 2 values/,
	],
	['lists of unequal length', { inputs: { carrier: ['UA', 'AA'], dep_delay: [1], hour: [1, 2] } }, 'dep_delay', /1 values, but carrier has 2/],
	['a value where a list must be', { inputs: { carrier: 'UA' } }, 'carrier', /must be a list/],
	['rows as lists for named columns', { instances: [[1, 2]] }, 'instances', /must be an object with the columns carrier/],
	['no rows', { instances: [] }, 'instances', /no rows/],
	['too many rows', { instances: Array(11).fill(row) }, 'instances', /11 rows, the limit is 10/],
	['two forms', { instances: [row], inputs: {} }, 'body', /exactly one of .* got instances and inputs/],
	['no form', {}, 'body', /got none/],
	['an unknown part', { instances: [row], extra: 1 }, 'extra', /not a part of a request/],
	['params that are no object', { instances: [row], params: [1] }, 'params', /object/],
	['a list as body', [row], 'body', /must be an object/],
	['null as body', null, 'body', /must be an object/],
	['broken JSON', '{"instances": [', 'body', /not JSON/],
	['nothing', '', 'body', /not JSON/],
	['a literal NaN in a number', `{"dataframe_records":[{"carrier":"NaN","dep_delay":NaN,"hour":1}]}`, 'dep_delay', /got NaN/],
	['a literal -Infinity', `{"inputs":{"carrier":["UA"],"dep_delay":[-Infinity],"hour":[1]}}`, 'dep_delay', /got -Infinity/],
	['a literal NaN in an optional text', `{"dataframe_records":[{"carrier":NaN,"dep_delay":1,"hour":1}]}`, 'carrier', /got NaN/],
	['a literal NaN beside the data', `{"params":{"a":NaN},"instances":[${JSON.stringify(row)}]}`, 'body', /NaN and Infinity are not JSON/],
	['a number beyond double', `{"dataframe_records":[{"carrier":"UA","dep_delay":1e999,"hour":1}]}`, 'dep_delay', /got Infinity/],
	['an unclosed string full of escaped quotes', `{"instances":"${'\\"'.repeat(100_000)}NaN`, 'body', /not JSON/],
])('refuses %s, naming the field', (_name, body, field, message) => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	let error: unknown;
	try {
		parseInvocation(text, signature, { maxRows: 10 });
	} catch (caught) {
		error = caught;
	}
	expect(error).toMatchObject({ code: 'invalid', message: expect.stringMatching(message), detail: { field } });
	expect((error as Error).message.startsWith(`${field}: `)).toBe(true);
});

test('keeps the texts of a body that also holds a literal', () => {
	expect(() => parseInvocation(`{"instances":[{"carrier":"say \\"NaN\\" \\\\","dep_delay":NaN,"hour":1}]}`, signature)).toThrow(/dep_delay: row 0/);
});

test('an error never repeats a long or nested value', () => {
	const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
	expect(() => parseInvocation(`{"instances":[{"carrier":${deep},"dep_delay":1,"hour":1}]}`, signature)).toThrow(/got a list$/);
	expect(() => parseInvocation(JSON.stringify(record({ dep_delay: 'x'.repeat(5000) })), signature)).toThrow(/^.{1,160}$/);
});
