import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { dataDigest } from '@interlock/scoring';
import { digestJson } from '@interlock/storage';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIdFromWire } from '@interlock/domain/run';
import { putArtifact } from '../artifact/index.ts';
import { logInputs, logParameter } from '../run/index.ts';
import { type TrackingWorld, trackingWorld } from '../run/test-fixture.ts';
import {
	createLoggedModel,
	createModelVersion,
	createRegisteredModel,
	deleteModelAlias,
	deleteModelVersion,
	deleteModelVersionTag,
	deleteRegisteredModel,
	deleteRegisteredModelTag,
	getLatestVersions,
	getLoggedModel,
	getModel,
	getModelVersion,
	getRegisteredModel,
	getVersionByAlias,
	listModels,
	renameRegisteredModel,
	searchModelVersions,
	searchRegisteredModels,
	setModelAlias,
	setModelVersionTag,
	setRegisteredModelTag,
	transitionModelVersionStage,
	updateModelVersion,
	updateRegisteredModel,
} from './index.ts';

const MLMODEL = `artifact_path: model
flavors:
  onnx: {data: model.onnx, onnx_version: 1.20.1}
  python_function: {loader_module: mlflow.onnx}
signature:
  inputs: '[{"type": "double", "name": "distance", "required": true}, {"type": "string", "name": "carrier", "required": true}]'
  outputs: '[{"type": "double", "required": true}]'
  params: null
`;
const FILES: Record<string, string> = { MLmodel: MLMODEL, 'model.onnx': 'graph', 'requirements.txt': 'onnx', 'conda.yaml': 'x', 'extra/weights.bin': 'w' };

describe('the model registry', () => {
	let w: TrackingWorld;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
	});
	const at = (name: string, more: object = {}) => ({ ...w.place, name, ...more });
	const logged = async (runId?: string, files = FILES) => {
		const model = await createLoggedModel(w.contributor, { ...w.place, experimentId: '0', name: 'model', sourceRunId: runId });
		for (const [path, text] of Object.entries(files))
			await putArtifact(w.contributor, { ...w.place, path: `0/models/${model.modelId}/artifacts/${path}`, maxBytes: 1e6 }, Buffer.from(text));
		return model.modelId;
	};
	const version = async (name: string) => {
		const modelId = await logged(await w.newRun());
		return createModelVersion(w.contributor, { ...w.place, name, source: `models:/${modelId}`, modelId });
	};
	const serve = async (name: string, versionId: string) => {
		const [env] = await w.db.sql<{ id: string }[]>`select id from environment where project_id = ${w.project.projectId} and name = 'production'`;
		const [model] = await w.db.sql<{ id: string }[]>`select id from registered_model where project_id = ${w.project.projectId} and name = ${name}`;
		await w.db.sql`insert into endpoint (id, org_id, project_id, environment_id, name, model_id, config, champion_version_id)
			values (gen_random_uuid(), ${w.project.id}, ${w.project.projectId}, ${env?.id ?? ''}, ${`${name}-endpoint`}, ${model?.id ?? ''}, '{}', ${versionId})`;
	};

	it('a version takes its run from the logged model, digests and freezes its files, reads signature and flavors, and keeps its lineage', async () => {
		await createRegisteredModel(w.contributor, at('delay', { description: 'how late', tags: [{ key: 'team', value: 'a' }] }));
		const runId = await w.newRun();
		await logParameter(w.contributor, { ...w.place, runId, key: 'trees', value: '150' });
		await logInputs(w.contributor, {
			...w.place,
			runId,
			datasets: [{ name: 'flights', digest: 'abc', tags: [{ key: 'mlflow.data.context', value: 'train' }] }],
		});
		const modelId = await logged(runId);
		const made = await createModelVersion(w.contributor, {
			...w.place,
			name: 'delay',
			source: `models:/${modelId}`,
			modelId,
			tags: [{ key: 'k', value: 'v' }],
		});
		expect(made).toMatchObject({
			version: 1,
			runId,
			modelId,
			status: 'READY',
			stage: 'None',
			tags: { k: 'v' },
			flavors: ['onnx', 'python_function'],
			location: `mlflow-artifacts:/0/models/${modelId}/artifacts`,
		});
		expect(made.files.map((f) => f.path)).toEqual(['MLmodel', 'conda.yaml', 'extra/weights.bin', 'model.onnx', 'requirements.txt']);
		expect(made.filesDigest).toBe(digestJson(made.files));
		expect(made.dataDigest, 'the inference server computes the same').toBe(dataDigest(made.files));
		expect(made.signature).toMatchObject({
			inputs: [
				{ name: 'distance', type: 'double' },
				{ name: 'carrier', type: 'string' },
			],
		});
		expect(made.lineage).toEqual({
			runId: runIdFromWire(runId),
			template: null,
			codeDigest: null,
			lockDigest: null,
			parameters: { trees: '150' },
			datasets: [{ datasetVersionId: null, name: 'flights', version: null, digest: 'abc', role: 'train' }],
		});
		const model = await getLoggedModel(w.contributor, { ...w.place, modelId });
		expect(model).toMatchObject({ frozen: true, tags: { 'mlflow.modelVersions': '[{"name":"delay","version":1}]' } });
		const entry = await expectAuditEntry(w.db, w.project.id, { action: 'model.version-created', targetId: made.id });
		expect(entry.subjectDigest).toBe(made.filesDigest);
	});

	it('two builds of the same data differ in all files and agree in the data', async () => {
		await createRegisteredModel(w.contributor, at('twins'));
		const build = async (when: string) => {
			const modelId = await logged(undefined, { ...FILES, MLmodel: `${MLMODEL}utc_time_created: ${when}\n` });
			return createModelVersion(w.contributor, { ...w.place, name: 'twins', source: `models:/${modelId}` });
		};
		const [one, two] = [await build('today'), await build('tomorrow')];
		expect(one.filesDigest).not.toBe(two.filesDigest);
		expect(one.dataDigest).toBe(two.dataDigest);
	});

	it('names what it can not read in an MLmodel and stores nothing', async () => {
		await createRegisteredModel(w.contributor, at('broken'));
		const modelId = await logged(undefined, { MLmodel: 'a: [unclosed' });
		await expect(createModelVersion(w.contributor, { ...w.place, name: 'broken', source: `models:/${modelId}` })).rejects.toThrow(
			/^MLmodel: not readable as YAML/,
		);
		expect((await getLoggedModel(w.contributor, { ...w.place, modelId })).frozen).toBe(false);
	});

	it('refuses a source that is not what the request says, and one of another project like an unknown one', async () => {
		await createRegisteredModel(w.contributor, at('sources'));
		const runId = await w.newRun();
		const create = (source: string, more: object = {}) => createModelVersion(w.contributor, { ...w.place, name: 'sources', source, ...more });
		await expect(create(`runs:/${runId}/model`)).rejects.toThrow('The run_id request parameter must identify the resource that contains the source.');
		await expect(create('/etc/passwd')).rejects.toThrow('Invalid model version source');
		await expect(create(`models:/m-${'f'.repeat(32)}`)).rejects.toThrow(`Logged model with ID 'm-${'f'.repeat(32)}' not found.`);
		const elsewhere = await trackingWorld(w.db);
		const foreign = (await createLoggedModel(elsewhere.contributor, { ...elsewhere.place, experimentId: '0', name: 'x' })).modelId;
		await expect(create(`models:/${foreign}`)).rejects.toThrow(`Logged model with ID '${foreign}' not found.`);
		const modelId = await logged(runId);
		await expect(create(`models:/${modelId}`, { runId: await w.newRun() })).rejects.toThrow('The run_id request parameter');
		await expect(createModelVersion(w.contributor, { ...w.place, name: 'nowhere', source: `models:/${modelId}` })).rejects.toThrow(
			'Registered Model with name=nowhere not found',
		);
	});

	it('numbers versions without gaps when many register at once, and never gives a number twice', async () => {
		await createRegisteredModel(w.contributor, at('busy'));
		const ids = await Promise.all(Array.from({ length: 6 }, () => logged()));
		const made = await Promise.all(ids.map((modelId) => createModelVersion(w.contributor, { ...w.place, name: 'busy', source: `models:/${modelId}` })));
		expect(made.map((v) => v.version).sort()).toEqual([1, 2, 3, 4, 5, 6]);
		await deleteModelVersion(w.contributor, at('busy', { version: '6' }) as never);
		expect((await version('busy')).version).toBe(7);
	});

	it('copies a version with its files, run and digests', async () => {
		await createRegisteredModel(w.contributor, at('origin'));
		await createRegisteredModel(w.contributor, at('copy'));
		const original = await version('origin');
		await setModelAlias(w.contributor, { ...w.place, name: 'origin', alias: 'good', version: '1' });
		for (const source of ['models:/origin/1', 'models:/origin@good']) {
			const copied = await createModelVersion(w.contributor, { ...w.place, name: 'copy', source });
			expect(copied).toMatchObject({
				source,
				runId: original.runId,
				filesDigest: original.filesDigest,
				location: original.location,
				modelId: original.modelId,
			});
		}
	});

	it('champion and challenger are outcomes: setting or removing them is refused with the sentence and a denied entry, whoever asks', async () => {
		await createRegisteredModel(w.contributor, at('aliased'));
		await version('aliased');
		const admin = await w.withRoles(['admin', 'contributor', 'deployer']);
		for (const ctx of [w.contributor, admin]) {
			await expect(setModelAlias(ctx, { ...w.place, name: 'aliased', alias: 'champion', version: '1' })).rejects.toMatchObject({
				code: 'forbidden',
				message: 'champion is an outcome of an approved change; open a change instead',
			});
			await expect(setModelAlias(ctx, { ...w.place, name: 'aliased', alias: 'Challenger', version: '1' })).rejects.toMatchObject({ code: 'forbidden' });
			await expect(deleteModelAlias(ctx, { ...w.place, name: 'aliased', alias: 'champion' })).rejects.toMatchObject({ code: 'forbidden' });
		}
		await expectAuditEntry(w.db, w.project.id, { action: 'model.alias-set', decision: 'denied', reason: /champion is an outcome of an approved change/ });
		await expectAuditEntry(w.db, w.project.id, { action: 'model.alias-deleted', decision: 'denied', reason: /champion is an outcome/ });
	});

	it('other aliases move freely; a missing one and a missing model are told apart', async () => {
		await createRegisteredModel(w.contributor, at('moving'));
		await version('moving');
		await version('moving');
		await setModelAlias(w.contributor, { ...w.place, name: 'moving', alias: 'good', version: '1' });
		await setModelAlias(w.contributor, { ...w.place, name: 'moving', alias: 'good', version: '2' });
		expect((await getVersionByAlias(w.viewer, { ...w.place, name: 'moving', alias: 'good' })).version).toBe(2);
		expect((await getVersionByAlias(w.viewer, { ...w.place, name: 'moving', alias: 'latest' })).version).toBe(2);
		expect((await getModelVersion(w.viewer, at('moving', { version: '2' }) as never)).aliases).toEqual(['good']);
		await deleteModelAlias(w.contributor, { ...w.place, name: 'moving', alias: 'good' });
		await deleteModelAlias(w.contributor, { ...w.place, name: 'moving', alias: 'good' });
		await expect(getVersionByAlias(w.viewer, { ...w.place, name: 'moving', alias: 'good' })).rejects.toMatchObject({
			message: 'Registered model alias good not found.',
			detail: { reason: 'alias' },
		});
		await expect(getVersionByAlias(w.viewer, { ...w.place, name: 'none', alias: 'good' })).rejects.toThrow('Registered Model with name=none not found');
		await expect(setModelAlias(w.contributor, { ...w.place, name: 'moving', alias: 'v3', version: '1' })).rejects.toThrow(
			"Version alias name 'v3' is reserved.",
		);
		await expect(setModelAlias(w.contributor, { ...w.place, name: 'moving', alias: 'x', version: '9' })).rejects.toThrow(
			'Model Version (name=moving, version=9) not found',
		);
	});

	it('a served version can be neither deleted nor renamed away, with the endpoint named and a denied entry', async () => {
		await createRegisteredModel(w.contributor, at('served'));
		const champion = await version('served');
		const spare = await version('served');
		await serve('served', champion.id);
		await expect(deleteModelVersion(w.contributor, at('served', { version: '1' }) as never)).rejects.toMatchObject({
			code: 'forbidden',
			message: "endpoint served-endpoint (production) serves served v1 as champion; a served version can't be deleted",
		});
		await expect(deleteRegisteredModel(w.contributor, at('served'))).rejects.toMatchObject({ code: 'forbidden' });
		await expect(renameRegisteredModel(w.contributor, at('served', { newName: 'other' }) as never)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(w.db, w.project.id, { action: 'model.version-deleted', decision: 'denied', targetId: champion.id });
		await deleteModelVersion(w.contributor, at('served', { version: String(spare.version) }) as never);
		const page = await getModel(w.viewer, at('served'));
		expect(page.versions.map((v) => [v.version, v.serving.map((s) => s.role)])).toEqual([[1, ['champion']]]);
		const summary = (await listModels(w.viewer, w.place)).find((m) => m.name === 'served');
		expect(summary).toMatchObject({ versions: 1, serving: [{ endpoint: 'served-endpoint', environment: 'production', role: 'champion', version: 1 }] });
	});

	it('renames, describes, tags and deletes what nobody serves', async () => {
		await createRegisteredModel(w.contributor, at('plain'));
		const made = await version('plain');
		expect(await renameRegisteredModel(w.contributor, at('plain', { newName: 'plainer' }) as never)).toMatchObject({ name: 'plainer' });
		await expect(renameRegisteredModel(w.contributor, at('plainer', { newName: 'delay' }) as never)).rejects.toMatchObject({ code: 'conflict' });
		expect((await updateRegisteredModel(w.contributor, at('plainer', { description: 'd' }) as never)).description).toBe('d');
		expect((await updateModelVersion(w.contributor, at('plainer', { version: '1', description: 'dv' }) as never)).description).toBe('dv');
		await setRegisteredModelTag(w.contributor, at('plainer', { key: 'a', value: '1' }) as never);
		await setModelVersionTag(w.contributor, at('plainer', { version: '1', key: 'b', value: '2' }) as never);
		expect(await getRegisteredModel(w.viewer, at('plainer'))).toMatchObject({ tags: { a: '1' }, latestVersions: [{ version: 1, tags: { b: '2' } }] });
		await deleteRegisteredModelTag(w.contributor, at('plainer', { key: 'a' }) as never);
		await deleteModelVersionTag(w.contributor, at('plainer', { version: '1', key: 'b' }) as never);
		expect(await getRegisteredModel(w.viewer, at('plainer'))).toMatchObject({ tags: {}, latestVersions: [{ tags: {} }] });
		await deleteRegisteredModel(w.contributor, at('plainer'));
		await expect(getRegisteredModel(w.viewer, at('plainer'))).rejects.toThrow('Registered Model with name=plainer not found');
		expect((await expectAuditEntry(w.db, w.project.id, { action: 'model.deleted' })).before).toEqual({
			versions: [{ version: 1, filesDigest: made.filesDigest }],
		});
	});

	it('stages are labels: newest per stage, archived when asked', async () => {
		await createRegisteredModel(w.contributor, at('staged'));
		for (let i = 0; i < 3; i++) await version('staged');
		const move = (version: string, stage: string, archiveExisting = false) =>
			transitionModelVersionStage(w.contributor, { ...w.place, name: 'staged', version, stage, archiveExisting });
		await move('1', 'production');
		expect((await move('2', 'Production', true)).stage).toBe('Production');
		expect((await getLatestVersions(w.viewer, { ...w.place, name: 'staged' })).map((v) => [v.stage, v.version])).toEqual([
			['Archived', 1],
			['None', 3],
			['Production', 2],
		]);
		expect((await getLatestVersions(w.viewer, { ...w.place, name: 'staged', stages: ['production'] })).map((v) => v.version)).toEqual([2]);
		await expect(move('1', 'live')).rejects.toThrow('Invalid Model Version stage: live');
	});

	it('searches models and versions, without prompts unless asked', async () => {
		const fresh = await trackingWorld(w.db);
		for (const name of ['m1', 'm2', 'x1'])
			await createRegisteredModel(fresh.contributor, { ...fresh.place, name, tags: [{ key: 'kind', value: name.charAt(0) }] });
		await createRegisteredModel(fresh.contributor, { ...fresh.place, name: 'a prompt', tags: [{ key: 'mlflow.prompt.is_prompt', value: 'true' }] });
		const names = async (filter?: string, orderBy?: string[]) =>
			(await searchRegisteredModels(fresh.viewer, { ...fresh.place, filter, orderBy })).models.map((m) => m.name);
		expect(await names()).toEqual(['m1', 'm2', 'x1']);
		expect(await names("name LIKE 'm%'", ['name DESC'])).toEqual(['m2', 'm1']);
		expect(await names("tags.kind = 'x'")).toEqual(['x1']);
		expect(await names("tags.`mlflow.prompt.is_prompt` = 'true'")).toEqual(['a prompt']);
		expect(await names("tags.`mlflow.prompt.is_prompt` != 'true'")).toEqual(['m1', 'm2', 'x1']);
		for (const name of ['m1', 'm1', 'm2'])
			await createModelVersion(fresh.contributor, { ...fresh.place, name, source: 's3://bucket/model', tags: [{ key: 'q', value: name }] });
		const versions = async (filter: string, orderBy?: string[]) =>
			(await searchModelVersions(fresh.viewer, { ...fresh.place, filter, orderBy })).versions.map((v) => `${v.name}/${v.version}`);
		expect(await versions("name = 'm1'", ['version_number ASC'])).toEqual(['m1/1', 'm1/2']);
		expect(await versions("name IN ('m2') AND tags.q = 'm2'")).toEqual(['m2/1']);
		expect(await versions("source_path LIKE 's3:%' AND version_number > 1")).toEqual(['m1/2']);
	});
});
