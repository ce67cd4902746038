import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { runIdFromWire } from '@interlock/domain/run';
import { beforeAll, describe, expect, it } from 'vitest';
import { putArtifact } from '../artifact/index.ts';
import { getRun, getRunDetail, logInputs, logMetric, logOutputs, updateRun } from '../run/index.ts';
import { type TrackingWorld, trackingWorld } from '../run/test-fixture.ts';
import {
	createLoggedModel,
	deleteLoggedModel,
	deleteLoggedModelTag,
	finalizeLoggedModel,
	getLoggedModel,
	listLoggedModelFolder,
	logLoggedModelParams,
	searchLoggedModels,
	setLoggedModelTags,
} from './index.ts';

describe('logged models', () => {
	let w: TrackingWorld;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
	});
	const create = (more: object = {}) => createLoggedModel(w.contributor, { ...w.place, experimentId: '0', name: 'model', ...more });

	it('wait for their files, take params and tags, and are ready when finalized with a digest of what they hold', async () => {
		const runId = await w.newRun();
		const model = await create({ sourceRunId: runId, params: [{ key: 'a', value: '1' }], tags: [{ key: 't', value: 'x' }], modelType: 'agent' });
		expect(model).toMatchObject({
			status: 'LOGGED_MODEL_PENDING',
			sourceRunId: runId,
			params: { a: '1' },
			tags: { t: 'x' },
			artifactUri: `mlflow-artifacts:/0/models/${model.modelId}/artifacts`,
			frozen: false,
		});
		await putArtifact(w.contributor, { ...w.place, path: `0/models/${model.modelId}/artifacts/MLmodel`, maxBytes: 100 }, Buffer.from('x'));
		await logLoggedModelParams(w.contributor, { ...w.place, modelId: model.modelId, entries: [{ key: 'b', value: '2' }] });
		await expect(logLoggedModelParams(w.contributor, { ...w.place, modelId: model.modelId, entries: [{ key: 'a', value: '9' }] })).rejects.toThrow(
			'Changing param values is not allowed',
		);
		await setLoggedModelTags(w.contributor, { ...w.place, modelId: model.modelId, entries: [{ key: 'u', value: 'y' }] });
		await deleteLoggedModelTag(w.contributor, { ...w.place, modelId: model.modelId, key: 't' });
		await expect(deleteLoggedModelTag(w.contributor, { ...w.place, modelId: model.modelId, key: 't' })).rejects.toThrow(
			`No tag with key 't' found for model with ID '${model.modelId}'.`,
		);
		const ready = await finalizeLoggedModel(w.contributor, { ...w.place, modelId: model.modelId, status: 'LOGGED_MODEL_READY' });
		expect(ready).toMatchObject({ status: 'LOGGED_MODEL_READY', params: { a: '1', b: '2' }, tags: { u: 'y' } });
		const entry = await expectAuditEntry(w.db, w.project.id, { action: 'logged-model.finalized', targetId: model.id });
		expect(entry.subjectDigest).toMatch(/^[0-9a-f]{64}$/);
		expect((await listLoggedModelFolder(w.viewer, { ...w.place, modelId: model.modelId })).entries.map((e) => e.path)).toEqual(['MLmodel']);
	});

	it('are tied to runs as outputs and inputs', async () => {
		const runId = await w.newRun();
		const { modelId } = await create({ sourceRunId: runId });
		await logOutputs(w.contributor, { ...w.place, runId, models: [{ modelId, step: 3 }] });
		const user = await w.newRun();
		await logInputs(w.contributor, { ...w.place, runId: user, modelIds: [modelId] });
		expect((await getRun(w.viewer, { ...w.place, runId })).outputs).toEqual([{ modelId, step: 3 }]);
		expect((await getRun(w.viewer, { ...w.place, runId: user })).modelInputs).toEqual([modelId]);
		expect((await getRunDetail(w.viewer, { ...w.place, runId })).loggedModels).toMatchObject([{ modelId, frozen: false }]);
		await expect(logOutputs(w.contributor, { ...w.place, runId, models: [{ modelId: `m-${'0'.repeat(32)}` }] })).rejects.toMatchObject({ code: 'not-found' });
	});

	it('an output noted after the run’s end is an entry of its own', async () => {
		const runId = await w.newRun();
		const { modelId } = await create({ sourceRunId: runId });
		await updateRun(w.contributor, { ...w.place, runId, status: 'FINISHED' });
		await logOutputs(w.contributor, { ...w.place, runId, models: [{ modelId }] });
		const entry = await expectAuditEntry(w.db, w.project.id, { action: 'run.amended', targetId: runIdFromWire(runId) });
		expect(entry.after).toEqual({ outputs: 1 });
	});

	it('are found by name, run, param, tag and metric, newest first, and gone once deleted', async () => {
		const runId = await w.newRun();
		await logMetric(w.contributor, { ...w.place, runId, key: 'mae', value: 12, timestampMs: 1 });
		const a = await create({ name: 'alpha', sourceRunId: runId, params: [{ key: 'p', value: '1' }] });
		const b = await create({ name: 'beta', tags: [{ key: 'q', value: '2' }] });
		const names = async (filter: string) => (await searchLoggedModels(w.viewer, { ...w.place, experimentIds: ['0'], filter })).models.map((m) => m.name);
		expect(await names("name LIKE '%a' AND name != 'model'")).toEqual(['beta', 'alpha']);
		expect(await names(`source_run_id = '${runId}'`)).toEqual(['alpha']);
		expect(await names("params.p = '1'")).toEqual(['alpha']);
		expect(await names("tags.q = '2'")).toEqual(['beta']);
		expect(await names('metrics.mae < 13')).toEqual(['alpha']);
		await deleteLoggedModel(w.contributor, { ...w.place, modelId: b.modelId });
		expect(await names("name = 'beta'")).toEqual([]);
		await expect(getLoggedModel(w.viewer, { ...w.place, modelId: b.modelId })).rejects.toThrow(`Logged model with ID '${b.modelId}' not found.`);
		await expectAuditEntry(w.db, w.project.id, { action: 'logged-model.deleted', targetId: b.id });
		expect((await searchLoggedModels(w.viewer, { ...w.place, experimentIds: [] })).models).toEqual([]);
		expect(a.modelId).toMatch(/^m-[0-9a-f]{32}$/);
	});

	it('keep to the names MLflow allows', async () => {
		for (const name of ['a/b', 'a.b', "a'b", '']) await expect(create({ name })).rejects.toThrow('Invalid model name');
	});
});
