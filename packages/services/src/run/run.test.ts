import { auditEntries, expectAuditEntry, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIdFromWire } from '@interlock/domain/run';
import {
	createRun,
	deleteRun,
	deleteRunTag,
	getRun,
	getRunDetail,
	logBatch,
	logInputs,
	logMetric,
	logParameter,
	restoreRun,
	setRunTag,
	updateRun,
} from './index.ts';
import { type TrackingWorld, trackingWorld } from './test-fixture.ts';

describe('a run', () => {
	let w: TrackingWorld;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
	});

	it('starts running in the default experiment, with a name and who started it', async () => {
		const run = await createRun(w.contributor, { ...w.place });
		expect(run).toMatchObject({ status: 'RUNNING', experimentId: '0', lifecycleStage: 'active', startedBy: w.person.name, endedAtMs: null });
		expect(run.runId).toMatch(/^[0-9a-f]{32}$/);
		expect(run.tags['mlflow.runName']).toBe(run.name);
		expect(run.artifactUri).toBe(`mlflow-artifacts:/0/${run.runId}/artifacts`);
		await expectAuditEntry(w.db, w.project.id, { action: 'run.started', targetId: run.id });
	});

	it('takes its name from the argument or the tag, never from two that differ', async () => {
		expect((await createRun(w.contributor, { ...w.place, tags: [{ key: 'mlflow.runName', value: 'tagged' }] })).name).toBe('tagged');
		await expect(createRun(w.contributor, { ...w.place, name: 'a', tags: [{ key: 'mlflow.runName', value: 'b' }] })).rejects.toThrow(
			"Both 'run_name' argument and 'mlflow.runName' tag are specified",
		);
		const run = await createRun(w.contributor, { ...w.place, name: 'first' });
		await setRunTag(w.contributor, { ...w.place, runId: run.runId, key: 'mlflow.runName', value: 'by tag' });
		expect((await getRun(w.contributor, { ...w.place, runId: run.runId })).name).toBe('by tag');
		await updateRun(w.contributor, { ...w.place, runId: run.runId, name: 'by update' });
		expect(await getRun(w.contributor, { ...w.place, runId: run.runId })).toMatchObject({ name: 'by update', tags: { 'mlflow.runName': 'by update' } });
	});

	it('keeps a param for good: the same value again is fine, another one is refused', async () => {
		const runId = await w.newRun();
		await logParameter(w.contributor, { ...w.place, runId, key: 'lr', value: '0.1' });
		await logParameter(w.contributor, { ...w.place, runId, key: 'lr', value: '0.1' });
		await expect(logParameter(w.contributor, { ...w.place, runId, key: 'lr', value: '0.2' })).rejects.toThrow(
			`Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' for run ID='${runId}'. Attempted logging new value '0.2'.`,
		);
		await expect(
			logBatch(w.contributor, {
				...w.place,
				runId,
				params: [
					{ key: 'new', value: '1' },
					{ key: 'lr', value: '9' },
				],
				metrics: [{ key: 'm', value: 1, timestampMs: 1 }],
			}),
		).rejects.toThrow('Changing param values is not allowed. Params were already logged=');
		const run = await getRun(w.contributor, { ...w.place, runId });
		expect(run.params).toEqual({ lr: '0.1' });
		expect(run.metrics).toEqual([]);
	});

	it('of two writers that race for one param one wins and the other is told', async () => {
		const runId = await w.newRun();
		const tries = await Promise.allSettled(['1', '2', '3', '4'].map((value) => logParameter(w.contributor, { ...w.place, runId, key: 'p', value })));
		expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
	});

	it('ends with one audit entry whose digest covers what was logged; logging afterwards is an entry of its own', async () => {
		const runId = await w.newRun();
		const end = { ...w.place, runId, status: 'FINISHED', endedAtMs: 1_700_000_000_000 } as const;
		await logBatch(w.contributor, {
			...w.place,
			runId,
			metrics: [
				{ key: 'a', value: 1, timestampMs: 5, step: 0 },
				{ key: 'a', value: 2, timestampMs: 6, step: 1 },
			],
			params: [{ key: 'p', value: '1' }],
		});
		await logMetric(w.contributor, { ...w.place, runId, key: 'b', value: Number.NaN, timestampMs: 7 });
		expect((await updateRun(w.contributor, end)).endedAtMs).toBe(1_700_000_000_000);
		await updateRun(w.contributor, end);
		const id = runIdFromWire(runId);
		const entry = await expectAuditEntry(w.db, w.project.id, { action: 'run.ended', targetId: id });
		expect(entry.after).toMatchObject({ status: 'FINISHED', metrics: 2, metricPoints: 3, params: 1 });
		expect(entry.subjectDigest).toMatch(/^[0-9a-f]{64}$/);
		const before = await count(w, 'run.ended', id);
		expect(before).toBe(1);
		expect(await count(w, 'run.amended', id)).toBe(0);
		await logMetric(w.contributor, { ...w.place, runId, key: 'late', value: 1, timestampMs: 8 });
		expect(await count(w, 'run.amended', id)).toBe(1);
	});

	it('the same telemetry gives the same digest, one point more another', async () => {
		const digestOf = async (points: number) => {
			const runId = (await createRun(w.contributor, { ...w.place, name: 'same' })).runId;
			await logBatch(w.contributor, {
				...w.place,
				runId,
				metrics: Array.from({ length: points }, (_, step) => ({ key: 'm', value: step / 3, timestampMs: 1, step })),
			});
			await updateRun(w.contributor, { ...w.place, runId, status: 'FINISHED' });
			return (await expectAuditEntry(w.db, w.project.id, { action: 'run.ended', targetId: runIdFromWire(runId) })).subjectDigest;
		};
		expect(await digestOf(20)).toBe(await digestOf(20));
		expect(await digestOf(20)).not.toBe(await digestOf(21));
	});

	it('can be deleted and restored; a deleted one takes no writes', async () => {
		const runId = await w.newRun();
		await deleteRun(w.contributor, { ...w.place, runId });
		await expect(logMetric(w.contributor, { ...w.place, runId, key: 'm', value: 1, timestampMs: 1 })).rejects.toThrow(
			`The run ${runId} must be in the 'active' state. Current state is deleted.`,
		);
		await restoreRun(w.contributor, { ...w.place, runId });
		await logMetric(w.contributor, { ...w.place, runId, key: 'm', value: 1, timestampMs: 1 });
		await expectAuditEntry(w.db, w.project.id, { action: 'run.deleted', targetId: runIdFromWire(runId) });
		await expectAuditEntry(w.db, w.project.id, { action: 'run.restored', targetId: runIdFromWire(runId) });
	});

	it('loses a tag only with an audit entry', async () => {
		const runId = await w.newRun([{ key: 'team', value: 'x' }]);
		await deleteRunTag(w.contributor, { ...w.place, runId, key: 'team' });
		expect((await getRun(w.contributor, { ...w.place, runId })).tags.team).toBeUndefined();
		await expect(deleteRunTag(w.contributor, { ...w.place, runId, key: 'team' })).rejects.toThrow(`No tag with name: team in run with id ${runId}`);
		await expectAuditEntry(w.db, w.project.id, { action: 'run.tag-deleted', targetId: runIdFromWire(runId) });
	});

	it('ties an input to our dataset version when name and digest are its own', async () => {
		const digest = 'ab'.repeat(32);
		const [set] = await w.db.sql<
			{ id: string }[]
		>`insert into dataset (id, org_id, project_id, name) values (gen_random_uuid(), ${w.project.id}, ${w.project.projectId}, 'nyc-flights') returning id`;
		const [version] = await w.db.sql<{ id: string }[]>`
			insert into dataset_version (id, org_id, project_id, dataset_id, version, digest, format, sha256, size_bytes, row_count, schema, profile, created_by)
			values (gen_random_uuid(), ${w.project.id}, ${w.project.projectId}, ${set?.id ?? ''}, 1, ${digest}, 'parquet', ${digest}, 1, 1, '[]', '{}', 'test') returning id`;
		const runId = await w.newRun();
		const context = { key: 'mlflow.data.context', value: 'train' };
		await logInputs(w.contributor, {
			...w.place,
			runId,
			datasets: [
				{ name: 'nyc-flights', digest: digest.slice(0, 32), sourceType: 'http', source: '{}', tags: [context] },
				{ name: 'nyc-flights', digest: 'f'.repeat(32), tags: [] },
			],
		});
		await logInputs(w.contributor, { ...w.place, runId, datasets: [{ name: 'nyc-flights', digest: digest.slice(0, 32), tags: [] }] });
		const { inputs } = await getRun(w.contributor, { ...w.place, runId });
		expect(inputs.map((input) => input.datasetVersionId)).toEqual([version?.id, null]);
		expect(inputs[0]?.tags).toEqual({ 'mlflow.data.context': 'train' });
		await expect(logInputs(w.contributor, { ...w.place, runId, datasets: [{ name: 'x', digest: 'd'.repeat(37), tags: [] }] })).rejects.toThrow(
			/datasets\[0\]\.digest: exceeds the maximum length of 36 characters/,
		);
	});

	it('shows children, training and what was made of it on its page', async () => {
		const runId = await w.newRun();
		const child = await w.newRun([{ key: 'mlflow.parentRunId', value: runId }]);
		const page = await getRunDetail(w.viewer, { ...w.place, runId });
		expect(page).toMatchObject({ experiment: 'Default', training: null, attempts: [], modelVersions: [], parentRunId: null });
		expect(page.children.map((c) => c.runId)).toEqual([child]);
		expect((await getRunDetail(w.viewer, { ...w.place, runId: child })).parentRunId).toBe(runId);
	});

	it('tells its page and the runs table when its status changes', async () => {
		const runId = await w.newRun();
		await updateRun(w.contributor, { ...w.place, runId, status: 'FAILED' });
		const id = runIdFromWire(runId);
		const events = await w.db.sql<
			{ channel: string; data: { runId: string; status: string } }[]
		>`select channel, data from event where type = 'run.changed' and data->>'runId' = ${id} and data->>'status' = 'FAILED'`;
		expect(events.map((e) => e.channel).sort()).toEqual([`project/${w.project.projectId}`, `run/${id}`]);
	});
});

async function count(w: TrackingWorld, action: string, targetId: string): Promise<number> {
	return (await auditEntries(w.db, w.project.id)).filter((entry) => entry.action === action && entry.target.id === targetId).length;
}
