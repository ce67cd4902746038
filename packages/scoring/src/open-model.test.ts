import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixtureFiles } from '../fixtures/fixture-files.ts';
import { type Columns, type Model, openModel } from './index.ts';

const open = (name: string): Promise<Model> => openModel({ files: fixtureFiles(name) });
const flights = (carriers: string[], extra: Partial<Columns> = {}): Columns => ({
	carrier: carriers,
	dep_delay: carriers.map(() => 10),
	temp: carriers.map(() => 40),
	hour: carriers.map(() => 8),
	...extra,
});

test('scores raw string, float and int64 columns of one named input each', async () => {
	const model = await open('delay-v1');
	expect(await model.predict(flights(['UA', 'B6', 'unseen']))).toEqual([33, 35, 31].map((output) => ({ output, error: null })));
});

test('takes the files as bytes too', async () => {
	const files = Object.fromEntries(Object.entries(fixtureFiles('delay-v2')).map(([path, file]) => [path, readFileSync(file)]));
	const model = await openModel({ files });
	expect(await model.predict(flights(['UA']))).toEqual([{ output: 133, error: null }]);
});

test('gives a missing optional number to the graph as NaN', async () => {
	const model = await open('delay-v1');
	expect(await model.predict(flights(['UA', 'UA'], { temp: [null, 40] }))).toEqual([
		{ output: 13, error: null },
		{ output: 33, error: null },
	]);
});

test('agrees with the training pipeline on a converted LightGBM graph', async () => {
	const model = await open('pipeline');
	const expected = JSON.parse(readFileSync(new URL('../fixtures/pipeline/expected.json', import.meta.url), 'utf8'));
	const { outputs, errors } = await model.predictColumns(expected.columns);
	expect(errors).toEqual([]);
	outputs.forEach((output, row) => {
		expect(output).toBeCloseTo(expected.predictions[row], 3);
	});
});

test('scores one [n, k] float input from unnamed tensor rows', async () => {
	const model = await open('matrix');
	expect(await model.predict({ '0': [1, 4], '1': [2, 5], '2': [3, 6] })).toEqual([
		{ output: 6, error: null },
		{ output: 15, error: null },
	]);
});

test('answers with a label where the graph gives text', async () => {
	const model = await open('label');
	expect((await model.predict({ dep_delay: [3, 30] })).map((o) => o.output)).toEqual(['on time', 'late']);
});

test('only the failing row of a batch gets the error, with the reason of the graph', async () => {
	const model = await open('raises');
	const answers = await Promise.all([model.predict(flights(['UA'])), model.predict(flights(['ZZ'])), model.predict(flights(['AA', 'ZZ', 'B6']))]);
	expect(answers.map((rows) => rows.map((o) => o.output))).toEqual([[33], [null], [34, null, 35]]);
	expect(answers[1]?.[0]?.error).toMatch(/Gather.*out of data bounds/);
	expect(answers[1]?.[0]?.error).not.toContain('\u001b');
});

test('never answers a number that is not finite', async () => {
	const model = await open('not-a-number');
	expect(await model.predict({ dep_delay: [1, -1] })).toEqual([
		{ output: 0, error: null },
		{ output: null, error: "the model's output is NaN, not a finite number" },
	]);
});

test('refuses a number beyond the range of the graph, naming the column', async () => {
	const model = await open('delay-v1');
	await expect(model.predict(flights(['UA'], { dep_delay: [1e300] }))).rejects.toMatchObject({
		code: 'invalid',
		detail: { field: 'dep_delay', value: '1e+300' },
	});
});

test('scores a month of rows in batches, ignores other columns, and keeps a bad row apart', async () => {
	const model = await open('delay-v1');
	const rows = 27_000;
	const table = {
		...flights(Array.from({ length: rows }, () => 'UA')),
		day: Array.from({ length: rows }, () => '2013-01-01'),
	};
	const dep = Array.from({ length: rows }, (_, row): number | null => (row === 5 ? null : row % 100));
	const { outputs, errors } = await model.predictColumns({ ...table, dep_delay: dep });
	expect(errors).toEqual([{ row: 5, error: 'dep_delay: is required, row 5 has null' }]);
	expect(outputs.length).toBe(rows);
	expect([outputs[4], outputs[5], outputs[6], outputs[26_999]]).toEqual([27, null, 29, 122]);
});

test('refuses a table without a required column', async () => {
	const model = await open('delay-v1');
	const { carrier: _, ...rest } = flights(['UA']);
	await expect(model.predictColumns(rest)).rejects.toMatchObject({ code: 'invalid', detail: { field: 'carrier' } });
});

test('answers what is pending before it closes', async () => {
	const model = await open('delay-v1');
	const pending = model.predict(flights(['UA']));
	expect(model.pendingRows()).toBe(1);
	await Promise.all([model.close(), expect(pending).resolves.toHaveLength(1)]);
});

const signatureOf = (inputs: string) => ({
	MLmodel: Buffer.from(`flavors:\n  onnx:\n    data: model.onnx\nsignature:\n  inputs: '${inputs}'\n`),
	'model.onnx': fixtureFiles('delay-v1')['model.onnx'] ?? '',
});

test.each([
	['no MLmodel', {}, /MLmodel is missing/],
	['no onnx flavor', { MLmodel: Buffer.from('flavors:\n  sklearn: {}\n') }, /needs the flavor onnx; this model has sklearn/],
	['no signature', { MLmodel: Buffer.from('flavors:\n  onnx: {data: model.onnx}\n') }, /no signature/],
	['no graph', { MLmodel: signatureOf('[{"type":"double","name":"x"}]').MLmodel }, /model.onnx is missing/],
	['bytes that are no graph', { ...signatureOf('[{"type":"double","name":"x"}]'), 'model.onnx': Buffer.from('no graph') }, /can't be opened/],
	['an input that the signature lacks', signatureOf('[{"type":"double","name":"x"}]'), /carrier is an input of the graph but no column/],
	[
		'a text column that the graph takes as a number',
		signatureOf('[{"type":"string","name":"carrier"},{"type":"string","name":"dep_delay"},{"type":"double","name":"temp"},{"type":"long","name":"hour"}]'),
		/dep_delay is string in the signature but float32/,
	],
	['a column type without a tensor', signatureOf('[{"type":"binary","name":"carrier"}]'), /carrier has the type binary/],
	[
		'a graph path outside of the model',
		{
			MLmodel: Buffer.from('flavors:\n  onnx: {data: ../../etc/passwd}\nsignature:\n  inputs: \'[{"type":"double","name":"x"}]\'\n'),
		},
		/passwd is missing/,
	],
])('refuses a model with %s', async (_name, files, reason) => {
	await expect(openModel({ files })).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(reason) });
});
