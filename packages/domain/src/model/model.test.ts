import { describe, expect, it } from 'vitest';
import { aliasProtection, checkAlias } from './alias.ts';
import { readSignature } from './mlflow-signature.ts';
import { dataManifest, filesManifest } from './model-file.ts';
import { checkLoggedModelName, checkModelName, versionFromWire } from './model-name.ts';
import { parseModelSource } from './model-source.ts';
import { stageFromWire } from './stage.ts';

const hex = '0190f0b0a1b27c3d8e4f5a6b7c8d9e0f';
const uuid = '0190f0b0-a1b2-7c3d-8e4f-5a6b7c8d9e0f';
const other = 'ffffffffffffffffffffffffffffffff';

describe('aliases', () => {
	it('champion and challenger are outcomes, in any case; others are free', () => {
		expect(aliasProtection('champion')).toBe('champion is an outcome of an approved change; open a change instead');
		expect(aliasProtection('Challenger')).toMatch(/outcome of an open rollout/);
		expect(aliasProtection('previous')).toContain('an outcome of an approved change');
		expect(aliasProtection('Staging-Champion', ['staging'])).toContain('staging-champion is an outcome');
		expect(aliasProtection('shadow-of-champion', ['staging'])).toBeNull();
	});

	it('keep to their characters and stay apart from versions', () => {
		checkAlias('team_a-1');
		for (const alias of ['', 'a b', 'a/b', 'latest', 'LATEST', 'v12', 'x'.repeat(256)]) expect(() => checkAlias(alias)).toThrow();
	});
});

describe('a model version source', () => {
	it('is a logged model, a folder of the named run, another version, or a label', () => {
		expect(parseModelSource(`models:/m-${hex}`, { modelId: `m-${hex}` })).toEqual({ kind: 'loggedModel', id: uuid, folder: '' });
		expect(parseModelSource(`models:/m-${hex}`, {})).toMatchObject({ kind: 'loggedModel' });
		expect(parseModelSource(`runs:/${hex}/model/`, { runId: hex })).toEqual({ kind: 'run', id: uuid, folder: 'model' });
		expect(parseModelSource(`mlflow-artifacts:/0/${hex}/artifacts/model`, { runId: hex })).toEqual({ kind: 'run', id: uuid, folder: 'model' });
		expect(parseModelSource(`mlflow-artifacts:/0/models/m-${hex}/artifacts`, { modelId: `m-${hex}` })).toMatchObject({ kind: 'loggedModel', id: uuid });
		expect(parseModelSource('models:/delay/3', {})).toEqual({ kind: 'version', name: 'delay', version: 3, alias: null });
		expect(parseModelSource('models:/delay@good', {})).toEqual({ kind: 'version', name: 'delay', version: null, alias: 'good' });
		expect(parseModelSource('s3://bucket/model', {})).toEqual({ kind: 'label' });
	});

	it.each([
		[`runs:/${hex}/model`, {}],
		[`runs:/${hex}/model`, { runId: other }],
		[`models:/m-${hex}`, { modelId: `m-${other}` }],
		[`models://m-${hex}`, {}],
		[`mlflow-artifacts:/0/${hex}/artifacts/model`, { runId: other }],
		[`mlflow-artifacts://host/0/${hex}/artifacts`, {}],
		['/etc/passwd', {}],
		['relative/path', {}],
		['file:///etc/passwd', {}],
		['C:\\models', {}],
		['s3://bucket/../../x', {}],
		['mlflow-artifacts:/..%252f..%252fx', {}],
	])('refuses %s when it is not what the request says', (source, given) => {
		expect(() => parseModelSource(source, given)).toThrow(/^Invalid model version source/);
	});
});

describe('what a digest is taken of', () => {
	const file = (path: string) => ({ path, sha256: 'a'.repeat(64), sizeBytes: 1 });
	it('all files sorted by path; for the data without what MLflow writes beside it', () => {
		const files = [
			'model.onnx',
			'MLmodel',
			'a/MLmodel',
			'requirements.txt',
			'conda.yaml',
			'python_env.yaml',
			'input_example.json',
			'registered_model_meta',
		].map(file);
		expect(filesManifest(files).map((f) => f.path)).toEqual([
			'MLmodel',
			'a/MLmodel',
			'conda.yaml',
			'input_example.json',
			'model.onnx',
			'python_env.yaml',
			'registered_model_meta',
			'requirements.txt',
		]);
		expect(dataManifest(files).map((f) => f.path)).toEqual(['a/MLmodel', 'model.onnx']);
	});
});

describe('names, versions and stages', () => {
	it('refuse what would read as an address', () => {
		checkModelName('arrival delay (NYC)');
		for (const name of ['', '  ', 'a/b', 'a:b', '..', 'x'.repeat(257)]) expect(() => checkModelName(name)).toThrow();
		checkLoggedModelName('model');
		for (const name of ['', 'a.b', 'a/b', "a'b"]) expect(() => checkLoggedModelName(name)).toThrow(/Invalid model name/);
		expect(versionFromWire('7')).toBe(7);
		expect(() => versionFromWire('x')).toThrow("Parameter 'version' must be an integer, got 'x'.");
		expect(stageFromWire('production')).toBe('Production');
		expect(() => stageFromWire('live')).toThrow('Invalid Model Version stage: live');
	});
});

describe('a signature', () => {
	it('is read from its three JSON texts, and is null without inputs', () => {
		expect(readSignature({ inputs: '[{"type":"double","name":"a","required":true}]', outputs: '[{"type":"tensor","tensor-spec":{}}]', params: null })).toEqual({
			inputs: [{ type: 'double', name: 'a', required: true }],
			outputs: [{ type: 'tensor', 'tensor-spec': {} }],
			params: null,
		});
		for (const raw of [null, {}, { inputs: 'no json' }, { inputs: 5 }, 'x']) expect(readSignature(raw)).toBeNull();
	});
});
