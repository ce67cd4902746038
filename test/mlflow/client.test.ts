import { testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { getModel } from '@interlock/services/model';
import { createRun, getRunDetail } from '@interlock/services/run';
import { clientPython, runFlow } from './python-client.ts';
import { type MlflowServer, startMlflowServer } from './mlflow-server.ts';

const FLOW_MS = 120_000;

describe('the unmodified mlflow client', () => {
	let server: MlflowServer;
	let python: string;
	let tracking: { url: string; token: string };
	beforeAll(async () => {
		python = await clientPython();
		server = await startMlflowServer(await testDatabase());
		tracking = { url: server.urlOf(server.project), token: await server.tokenOf(['contributor']) };
	}, 600_000);

	it('goes through its quickstart: experiment, params, metrics, tags, datasets, nested runs, files', { timeout: FLOW_MS }, async () => {
		const seen = await runFlow<Record<string, unknown> & { run_id: string }>(python, 'quickstart', tracking);
		expect(seen).toMatchObject({
			status: 'FINISHED',
			name: 'first',
			experiment: 'quickstart',
			params: { lr: '0.1', depth: '4' },
			loss: 0.2,
			broken_is_nan: true,
			huge: 1.7976931348623157e308,
			tags: { team: 'red', stage: 'try', 'mlflow.note.content': 'a note', 'mlflow.runName': 'first' },
			dataset: [['numbers', 'code', 'train']],
			history: [
				[0, 1],
				[1, 0.5],
				[2, 1 / 3],
				[3, 0.25],
				[4, 0.2],
			],
			long_history: 1000,
			paged_history: 400,
			parent: true,
			artifacts: ['notes', 'plots'],
			plots: [['plots/plot é.txt', 9]],
			text: 'a picture',
			dict: { a: 1 },
			artifact_uri: `mlflow-artifacts:/1/${seen.run_id}/artifacts`,
		});
		const detail = await getRunDetail(server.contributor, { ...server.project.place, runId: seen.run_id });
		expect(detail).toMatchObject({ status: 'FINISHED', experiment: 'quickstart', children: [{ name: 'child', status: 'FINISHED' }] });
	});

	it('logs an ONNX model, registers it three ways, loads it by alias, version and latest, and is refused what changes decide', {
		timeout: FLOW_MS,
	}, async () => {
		const seen = await runFlow<Record<string, unknown> & { model_id: string; run_id: string }>(python, 'model', tracking);
		const source = `models:/${seen.model_id}`;
		expect(seen).toMatchObject({
			version_run_id: seen.run_id,
			version_source: source,
			version_is_text: true,
			status: 'READY',
			scored: [[5]],
			pyfunc: [5],
			versions: [
				['1', true],
				['2', true],
				['3', true],
			],
			third_source: source,
			copied: ['linear-copy', 'models:/linear/1', true],
			models: [
				['linear', expect.arrayContaining(['3', '2'])],
				['linear-copy', ['1']],
			],
			aliases: { good: '1' },
			tags: { checked: 'yes' },
			description: 'the first',
			staging: ['2'],
			searched_logged: [seen.model_id],
			outputs: [[seen.model_id, 0]],
			outcome: ['PERMISSION_DENIED', 'PERMISSION_DENIED: champion is an outcome of an approved change; open a change instead', 403],
			reserved: ['INVALID_PARAMETER_VALUE', expect.stringContaining("Version alias name 'v1' is reserved."), 400],
			frozen: ['HTTPError', expect.stringContaining("path: 'model.py' is frozen, a model version was made of its folder; log a new model instead"), 409],
			missing_alias: ['INVALID_PARAMETER_VALUE', 'INVALID_PARAMETER_VALUE: Registered model alias nope not found.', 400],
			missing_model: ['RESOURCE_DOES_NOT_EXIST', 'RESOURCE_DOES_NOT_EXIST: Registered Model with name=nope not found', 404],
		});
		const page = await getModel(server.contributor, { ...server.project.place, name: 'linear' });
		expect(page.versions.map((v) => [v.version, v.flavors])).toEqual([
			[3, ['onnx', 'python_function']],
			[2, ['onnx', 'python_function']],
			[1, ['onnx', 'python_function']],
		]);
		expect(new Set(page.versions.map((v) => v.dataDigest)).size).toBe(1);
		expect(page.versions[0]?.signature).toMatchObject({ inputs: [{ type: 'tensor' }], outputs: [{ type: 'tensor' }] });
		expect(page.versions[0]?.files.map((f) => f.path)).toEqual(expect.arrayContaining(['MLmodel', 'model.onnx', 'requirements.txt', 'python_env.yaml']));
	});

	it('searches, pages, renames, deletes and restores, and reads the sentences of errors', { timeout: FLOW_MS }, async () => {
		const seen = await runFlow<Record<string, unknown>>(python, 'search', tracking);
		const refused = (code: string, status: number, sentence: string) => [code, expect.stringContaining(sentence), status];
		expect(seen).toMatchObject({
			and: ['run 4'],
			status: ['run 5', 'run 6'],
			like: ['run 6', 'run 5'],
			in: 2,
			pages: [['run 6', 'run 5', 'run 4'], ['run 3', 'run 2', 'run 1'], ['run 0']],
			deleted: ['run 0'],
			frame: [
				['odd', 'even', 'odd', 'even'],
				[0.3, 0.4, 0.5, 0.6],
			],
			experiments: ['searched'],
			by_name: { kind: 'test', more: 'x' },
			default: 'Default',
			errors: {
				no_run: refused('RESOURCE_DOES_NOT_EXIST', 404, `Run with id=${'0'.repeat(32)} not found`),
				no_experiment: refused('RESOURCE_DOES_NOT_EXIST', 404, 'No Experiment with id=999 exists'),
				bad_experiment: refused('INVALID_PARAMETER_VALUE', 400, "Invalid experiment ID 'abc'. Experiment ID must be a valid integer."),
				same_name: refused('RESOURCE_ALREADY_EXISTS', 400, 'Experiment(name=searched) already exists.'),
				param: refused('INVALID_PARAMETER_VALUE', 400, "Changing param values is not allowed. Param with key='lr' was already logged with value='0'"),
				filter: refused('INVALID_PARAMETER_VALUE', 400, "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 1"),
				entity: refused('INVALID_PARAMETER_VALUE', 400, "Invalid entity type 'foo'. Valid values are ['metric', 'parameter', 'tag', 'dataset', 'attribute']"),
				or: refused('INVALID_PARAMETER_VALUE', 400, 'Invalid clause(s) in filter string'),
				order: refused('INVALID_PARAMETER_VALUE', 400, "Invalid attribute key 'nope' specified."),
				limit: refused('INVALID_PARAMETER_VALUE', 400, "Invalid value 50001 for parameter 'max_results' supplied."),
				token: refused('INVALID_PARAMETER_VALUE', 400, 'Invalid page token'),
				model_name: refused('INVALID_PARAMETER_VALUE', 400, "Invalid model name 'a/b'. Names cannot contain '/' or ':'."),
				trace: refused('NOT_IMPLEMENTED', 501, 'Interlock does not serve POST /api/3.0/mlflow/datasets/create yet.'),
				deleted: refused('INVALID_PARAMETER_VALUE', 400, "must be in the 'active' state. Current state is deleted."),
			},
		});
	});

	it("with a run's own token writes only its run, its children and its declared model", { timeout: FLOW_MS }, async () => {
		const run = await createRun(server.contributor, server.project.place);
		const other = await createRun(server.contributor, server.project.place);
		const token = await server.runTokenOf(run.id, 'declared');
		const seen = await runFlow<object>(
			python,
			'run_token',
			{ ...tracking, token },
			{ MLFLOW_RUN_ID: run.runId, MLFLOW_EXPERIMENT_ID: '0', OTHER_RUN: other.runId },
		);
		const unknown = ['RESOURCE_DOES_NOT_EXIST', 404];
		expect(seen).toEqual({
			run_id: run.runId,
			child_parent: run.runId,
			version: '1',
			others_run: unknown,
			others_metric: unknown,
			other_model: unknown,
			alias: unknown,
			free_run: unknown,
			runs_seen: 2,
		});
		expect(await getRunDetail(server.contributor, { ...server.project.place, runId: run.runId })).toMatchObject({
			status: 'FINISHED',
			params: { p: '1' },
			modelVersions: [{ model: 'declared', version: 1 }],
		});
	});

	it('met no answer that a client would repeat, and nothing failed inside', () => {
		expect(server.errors).toEqual([]);
		expect(server.requests.filter((line) => / (408|429|5(?!01)\d\d)$/.test(line))).toEqual([]);
		expect(server.requests.length).toBeGreaterThan(100);
	});
});
