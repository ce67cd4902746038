import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIdFromWire } from '@interlock/domain/run';
import { createLoggedModel, createModelVersion, createRegisteredModel, deleteLoggedModel } from '../model/index.ts';
import { updateRun } from '../run/index.ts';
import { type TrackingWorld, trackingWorld } from '../run/test-fixture.ts';
import { deleteArtifact, listArtifacts, listRunArtifacts, openArtifact, putArtifact } from './index.ts';

const MAX = 1024 * 1024;
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe('artifacts', () => {
	let w: TrackingWorld;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
	});
	const put = (path: string, text: string, more: { sha256?: string; sizeBytes?: number; maxBytes?: number } = {}) =>
		putArtifact(w.contributor, { ...w.place, path, maxBytes: MAX, ...more }, Readable.from([Buffer.from(text)]));
	const read = async (path: string) => {
		const chunks: Buffer[] = [];
		for await (const chunk of await (await openArtifact(w.viewer, { ...w.place, path })).open()) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks).toString('utf8');
	};
	const rows = async () => Number((await w.db.sql<{ n: string }[]>`select count(*) as n from artifact`)[0]?.n);

	it('come back as they were sent, are replaced by a later one, and are listed by folder', async () => {
		const runId = await w.newRun();
		const root = `0/${runId}/artifacts`;
		expect(await put(`${root}/a.txt`, 'one')).toEqual({ sha256: sha('one'), sizeBytes: 3 });
		await put(`${root}/a.txt`, 'two');
		await put(`${root}/model/MLmodel`, 'x');
		await put(`${root}/model/data/model.onnx`, 'yy');
		await put(`${root}/modelling.txt`, 'z');
		expect(await read(`${root}/a.txt`)).toBe('two');
		expect((await listArtifacts(w.viewer, { ...w.place, path: root })).map((e) => [e.path, e.isFolder, e.sizeBytes])).toEqual([
			['a.txt', false, 3],
			['model', true, null],
			['modelling.txt', false, 1],
		]);
		expect((await listArtifacts(w.viewer, { ...w.place, path: `${root}/model` })).map((e) => e.path)).toEqual(['model/MLmodel', 'model/data']);
		expect(await listArtifacts(w.viewer, { ...w.place, path: `${root}/nothing` })).toEqual([]);
		expect(await listRunArtifacts(w.viewer, { ...w.place, runId, path: 'model' })).toMatchObject({
			rootUri: `mlflow-artifacts:/${root}`,
			entries: [{ path: 'model/MLmodel' }, { path: 'model/data', isFolder: true }],
		});
		await expect(read(`${root}/none`)).rejects.toThrow('No such artifact');
	});

	it('leave nothing behind when too long, cut short, of another digest, or named by a trick', async () => {
		const runId = await w.newRun();
		const root = `0/${runId}/artifacts`;
		const before = await rows();
		await expect(put(`${root}/big`, 'x'.repeat(101), { maxBytes: 100 })).rejects.toMatchObject({ code: 'too-large', detail: { limit: '100 bytes' } });
		await expect(put(`${root}/big`, 'xx', { sizeBytes: 101, maxBytes: 100 })).rejects.toThrow('body: 101 bytes, more than the limit of 100 bytes');
		await expect(put(`${root}/short`, 'abc', { sizeBytes: 4 })).rejects.toThrow('body: 3 bytes, but 4 were declared');
		await expect(put(`${root}/lie`, 'abc', { sha256: sha('abd') })).rejects.toMatchObject({ code: 'invalid' });
		for (const path of [`${root}/../x`, `${root}/a\\b`, `${root}/a:b`, `${root}//x`, `${root}/a%2f`, `${root}/\u0000`, `/${root}/x`])
			await expect(put(path, 'x')).rejects.toThrow('Invalid path');
		await expect(put(root, 'x')).rejects.toThrow('names a folder');
		for (const path of ['somewhere/else', `1/${runId}/artifacts/x`, `0/${'f'.repeat(32)}/artifacts/x`])
			await expect(put(path, 'x')).rejects.toMatchObject({ code: 'not-found' });
		expect(await rows()).toBe(before);
	});

	it('are files or folders, never both', async () => {
		const root = `0/${await w.newRun()}/artifacts`;
		await put(`${root}/a/b`, '1');
		await expect(put(`${root}/a`, '1')).rejects.toMatchObject({ code: 'conflict' });
		await expect(put(`${root}/a/b/c`, '1')).rejects.toThrow("because 'a/b' is one");
		await put(`${root}/a/c`, '1');
	});

	it('of a running run are telemetry; after its end each is an audit entry, as is each removal', async () => {
		const runId = await w.newRun();
		const root = `0/${runId}/artifacts`;
		await put(`${root}/early`, '1');
		await updateRun(w.contributor, { ...w.place, runId, status: 'FINISHED' });
		expect((await expectAuditEntry(w.db, w.project.id, { action: 'run.ended', targetId: runIdFromWire(runId) })).after).toMatchObject({ artifacts: 1 });
		await put(`${root}/late`, '2');
		await expectAuditEntry(w.db, w.project.id, { action: 'artifact.written', targetId: runIdFromWire(runId) });
		expect(await deleteArtifact(w.contributor, { ...w.place, path: `${root}/late` })).toBe(1);
		expect(await deleteArtifact(w.contributor, { ...w.place, path: `${root}/late` })).toBe(0);
		await expectAuditEntry(w.db, w.project.id, { action: 'artifact.deleted', targetId: runIdFromWire(runId) });
	});

	it('of a logged model are frozen when a version is made of it: no write, no removal, no deletion', async () => {
		const runId = await w.newRun();
		const model = await createLoggedModel(w.contributor, { ...w.place, experimentId: '0', name: 'model', sourceRunId: runId });
		const root = `0/models/${model.modelId}/artifacts`;
		await put(`${root}/MLmodel`, 'flavors: {onnx: {}}');
		await createRegisteredModel(w.contributor, { ...w.place, name: 'frozen' });
		await createModelVersion(w.contributor, { ...w.place, name: 'frozen', source: `models:/${model.modelId}`, modelId: model.modelId });
		await expect(put(`${root}/MLmodel`, 'other')).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'frozen' } });
		await expect(put(`${root}/extra`, 'other')).rejects.toThrow("path: 'extra' is frozen, a model version was made of its folder; log a new model instead");
		await expect(deleteArtifact(w.contributor, { ...w.place, path: root })).rejects.toMatchObject({ code: 'conflict' });
		await expect(deleteLoggedModel(w.contributor, { ...w.place, modelId: model.modelId })).rejects.toMatchObject({ code: 'conflict' });
		for (const action of ['artifact.written', 'artifact.deleted', 'logged-model.deleted'])
			await expectAuditEntry(w.db, w.project.id, { action, decision: 'denied', reason: /is frozen, a model version was made of|is model version 1/ });
		expect(await read(`${root}/MLmodel`)).toBe('flavors: {onnx: {}}');
	});

	it('of a run are frozen only in the folder a version was made of', async () => {
		const runId = await w.newRun();
		const root = `0/${runId}/artifacts`;
		await put(`${root}/model/MLmodel`, 'flavors: {}');
		await createRegisteredModel(w.contributor, { ...w.place, name: 'from-run' });
		await createModelVersion(w.contributor, { ...w.place, name: 'from-run', source: `runs:/${runId}/model`, runId });
		await expect(put(`${root}/model/MLmodel`, 'other')).rejects.toMatchObject({ code: 'conflict' });
		await expect(put(`${root}/model/new`, 'other')).rejects.toMatchObject({ code: 'conflict' });
		await put(`${root}/model2/new`, 'fine');
		await expect(deleteArtifact(w.contributor, { ...w.place, path: root })).rejects.toMatchObject({ code: 'conflict' });
		const targetId = runIdFromWire(runId);
		for (const action of ['artifact.written', 'artifact.deleted']) await expectAuditEntry(w.db, w.project.id, { action, decision: 'denied', targetId });
	});

	it("are reached by the run's own token and by no other run's", async () => {
		const own = await w.newRun();
		const other = await w.newRun();
		await putArtifact(w.runToken(own), { ...w.place, path: `0/${own}/artifacts/x`, maxBytes: MAX }, Buffer.from('x'));
		await put(`0/${other}/artifacts/x`, 'x');
		await expect(openArtifact(w.runToken(own), { ...w.place, path: `0/${other}/artifacts/x` })).rejects.toThrow(`Run with id=${other} not found`);
		await expect(putArtifact(w.runToken(own), { ...w.place, path: `0/${other}/artifacts/x`, maxBytes: MAX }, Buffer.from('y'))).rejects.toMatchObject({
			code: 'not-found',
		});
		expect(await read(`0/${other}/artifacts/x`)).toBe('x');
	});
});
