import { expectAuditEntry, makeProject, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIdFromWire } from '@interlock/domain/run';
import { createExperiment, getExperiment, searchExperiments, setExperimentTag } from '../experiment/index.ts';
import {
	createLoggedModel,
	createModelVersion,
	createRegisteredModel,
	getRegisteredModel,
	searchModelVersions,
	searchRegisteredModels,
	setModelAlias,
	setRegisteredModelTag,
} from '../model/index.ts';
import { createRun, getMetricHistory, getRun, logMetric, logOutputs, logParameter, updateRun } from './index.ts';
import { type TrackingWorld, trackingWorld } from './test-fixture.ts';

describe("a run's own token", () => {
	let w: TrackingWorld;
	let own: string;
	let other: string;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
		own = await w.newRun();
		other = await w.newRun();
	});

	it('logs to its run and ends it', async () => {
		const token = w.runToken(own);
		await logMetric(token, { ...w.place, runId: own, key: 'm', value: 1, timestampMs: 1 });
		await logParameter(token, { ...w.place, runId: own, key: 'p', value: '1' });
		expect((await getRun(token, { ...w.place, runId: own })).params).toEqual({ p: '1' });
		await updateRun(token, { ...w.place, runId: own, status: 'RUNNING' });
	});

	it('finds no other run: the answer is that of an unknown id, and the refusal is in the audit log', async () => {
		const token = w.runToken(own);
		const unknown = '0190f0b0a1b27c3d8e4f5a6b7c8d9e0f';
		for (const verb of [
			getRun,
			(ctx: typeof token, at: { runId: string } & typeof w.place) => logMetric(ctx, { ...at, key: 'm', value: 1, timestampMs: 1 }),
			(ctx: typeof token, at: { runId: string } & typeof w.place) => getMetricHistory(ctx, { ...at, key: 'm' }),
		]) {
			const refused = await verb(token, { ...w.place, runId: other }).catch((e: Error) => e.message);
			const missing = await verb(token, { ...w.place, runId: unknown }).catch((e: Error) => e.message);
			expect(refused).toBe(`Run with id=${other} not found`);
			expect(String(missing).replace(unknown, other)).toBe(refused);
		}
		await expectAuditEntry(w.db, w.project.id, { action: 'run:write', decision: 'denied', targetId: runIdFromWire(other), reason: /run token/ });
	});

	it('makes children of its run only', async () => {
		const token = w.runToken(own);
		const child = await createRun(token, { ...w.place, tags: [{ key: 'mlflow.parentRunId', value: own }] });
		await logMetric(token, { ...w.place, runId: child.runId, key: 'm', value: 1, timestampMs: 1 });
		await expect(createRun(token, w.place)).rejects.toMatchObject({ code: 'not-found' });
		await expect(createRun(token, { ...w.place, tags: [{ key: 'mlflow.parentRunId', value: other }] })).rejects.toMatchObject({ code: 'not-found' });
	});

	it("reads its run's experiment, writes it not, and knows no other", async () => {
		const token = w.runToken(own);
		await createExperiment(w.contributor, { ...w.place, name: 'elsewhere' });
		expect((await getExperiment(token, { ...w.place, experimentId: '0' })).name).toBe('Default');
		await expect(getExperiment(token, { ...w.place, experimentId: '1' })).rejects.toThrow('No Experiment with id=1 exists');
		await expect(setExperimentTag(token, { ...w.place, experimentId: '0', key: 'a', value: 'b' })).rejects.toMatchObject({ code: 'not-found' });
		await expect(createExperiment(token, { ...w.place, name: 'x' })).rejects.toMatchObject({ code: 'not-found' });
		expect((await searchExperiments(token, w.place)).experiments.map((e) => e.name)).toEqual(['Default']);
	});

	it('registers versions of the declared model from its own logged models, nothing else', async () => {
		await createRegisteredModel(w.contributor, { ...w.place, name: 'secret' });
		const token = w.runToken(own, 'declared');
		await expect(createRegisteredModel(token, { ...w.place, name: 'undeclared' })).rejects.toThrow('Registered Model with name=undeclared not found');
		await createRegisteredModel(token, { ...w.place, name: 'declared' });
		const mine = await createLoggedModel(token, { ...w.place, experimentId: '0', name: 'model', sourceRunId: own });
		const version = await createModelVersion(token, { ...w.place, name: 'declared', source: `models:/${mine.modelId}`, modelId: mine.modelId });
		expect(version).toMatchObject({ version: 1, runId: own });
		const theirs = await createLoggedModel(w.contributor, { ...w.place, experimentId: '0', name: 'model', sourceRunId: other });
		await expect(createModelVersion(token, { ...w.place, name: 'declared', source: `models:/${theirs.modelId}`, modelId: theirs.modelId })).rejects.toThrow(
			`Logged model with ID '${theirs.modelId}' not found.`,
		);
		await expect(createModelVersion(token, { ...w.place, name: 'declared', source: 's3://bucket/model' })).rejects.toMatchObject({ code: 'not-found' });
		await expect(createModelVersion(token, { ...w.place, name: 'secret', source: `models:/${mine.modelId}` })).rejects.toThrow(
			'Registered Model with name=secret not found',
		);
		await expect(getRegisteredModel(token, { ...w.place, name: 'secret' })).rejects.toMatchObject({ code: 'not-found' });
		await expect(createLoggedModel(token, { ...w.place, experimentId: '0', name: 'model', sourceRunId: other })).rejects.toMatchObject({ code: 'not-found' });
		await expect(createLoggedModel(token, { ...w.place, experimentId: '0', name: 'model' })).rejects.toMatchObject({ code: 'not-found' });
		await expect(logOutputs(token, { ...w.place, runId: own, models: [{ modelId: theirs.modelId }] })).rejects.toMatchObject({ code: 'not-found' });
		await expect(setModelAlias(token, { ...w.place, name: 'declared', alias: 'good', version: '1' })).rejects.toMatchObject({ code: 'not-found' });
		await expect(setRegisteredModelTag(token, { ...w.place, name: 'declared', key: 'a', value: 'b' })).rejects.toMatchObject({ code: 'not-found' });
		expect((await searchRegisteredModels(token, w.place)).models.map((m) => m.name)).toEqual(['declared']);
		expect((await searchModelVersions(token, w.place)).versions).toHaveLength(1);
	});

	it('is nothing in another project of the organization', async () => {
		const second = await makeProject(w.db, { id: w.project.id, slug: w.project.slug });
		await expect(getRun(w.runToken(own), { ...second.place, runId: own })).rejects.toThrow('project not found');
		await expect(getRun(w.contributor, { ...second.place, runId: own })).rejects.toThrow(`Run with id=${own} not found`);
	});
});
