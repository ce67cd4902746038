import { eq } from 'drizzle-orm';
import type { Database } from '@interlock/db';
import { change, endpoint, modelVersion, processCommand, retrainTrigger, run, training } from '@interlock/db/tables';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeVersion } from '../deployment/test-fixture.ts';
import { startTriggerInTx } from '../monitor/index.ts';
import { makeAccount, makeWatched, pushMonth, type Watched } from '../monitor/test-fixture.ts';
import { transact } from '../access/index.ts';
import { failRetrain } from './fail-retrain.ts';
import { proposeRetrained } from './propose-retrained.ts';
import { readRetrain } from './read-retrain.ts';
import { requestRetrain } from './request-retrain.ts';
import { startRetrainTraining } from './start-retrain-training.ts';

let db: Database;
let watched: Watched;
let triggerId: string;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	watched = await makeWatched(db);
	await pushMonth(watched, '2013-03', 3);
	await pushMonth(watched, '2013-04', 4);
	triggerId = await trigger('2013-04');
});

async function trigger(window: string): Promise<string> {
	const id = await transact(watched.monitor, async (tx) => {
		const [row] = await tx.select().from(endpoint).where(eq(endpoint.id, watched.endpointId));
		if (!row) throw new Error('no endpoint');
		return startTriggerInTx(tx, watched.monitor, row, {
			window,
			championVersionId: watched.championId,
			kind: 'drift',
			sentence: `${window}: distance drifted.`,
		});
	});
	if (!id) throw new Error('no trigger');
	return id;
}

const rowNow = async () => (await db.drizzle.select().from(retrainTrigger).where(eq(retrainTrigger.id, triggerId)))[0];
const start = () => startRetrainTraining(watched.retrain, { triggerId });
const propose = () => proposeRetrained(watched.retrain, { triggerId });

/** Ends the training as its agent would: the run succeeded and registered version 2. */
async function succeed(): Promise<void> {
	const runId = (await rowNow())?.runId ?? '';
	const versionId = await makeVersion(watched, 2, []);
	const [trained] = await db.drizzle.select().from(training).where(eq(training.runId, runId));
	const datasets = (trained?.datasets ?? []).map((d) => ({
		datasetVersionId: d.datasetVersionId,
		name: d.name,
		version: d.version,
		digest: 'd',
		role: d.role,
	}));
	await db.drizzle
		.update(modelVersion)
		.set({ runId, lineage: { runId, template: null, codeDigest: null, lockDigest: null, parameters: {}, datasets } })
		.where(eq(modelVersion.id, versionId));
	await db.drizzle.update(training).set({ state: 'succeeded' }).where(eq(training.runId, runId));
}

describe('startRetrainTraining', () => {
	it('trains on the months before the window, holds its own month out, once however often it is asked', async () => {
		expect(await Promise.all([start(), start()])).toEqual([{ state: 'training' }, { state: 'training' }]);
		await start();
		const runs = await db.drizzle.select().from(training).where(eq(training.projectId, watched.place.projectId));
		expect(runs).toHaveLength(1);
		expect(runs[0]).toMatchObject({
			runId: (await rowNow())?.runId,
			template: 'nyc-flights',
			modelName: 'arrival-delay',
			datasets: [
				{ version: 2, role: 'train' },
				{ version: 3, role: 'train' },
				{ version: 4, role: 'holdout' },
			],
		});
		expect(await readRetrain(watched.retrain, { triggerId })).toEqual({ state: 'training', training: 'running', reason: null });
		await expectAuditEntry(db, watched.place.id, { action: 'retrain.training-started', targetId: triggerId });
		const entry = await expectAuditEntry(db, watched.place.id, { action: 'run.started' });
		expect(entry.actor.id).toBe((await db.drizzle.select().from(endpoint).where(eq(endpoint.id, watched.endpointId)))[0]?.retrain?.serviceAccountId);
	});

	it('fails the retrain with the reason when a month has no data, and starts no run', async () => {
		triggerId = await trigger('2013-09');
		expect(await start()).toEqual({ state: 'failed' });
		expect(await rowNow()).toMatchObject({ state: 'failed', reason: expect.stringContaining('2013-07') });
		expect(await db.drizzle.select().from(run).where(eq(run.projectId, watched.place.projectId))).toEqual([]);
		await expectAuditEntry(db, watched.place.id, { action: 'retrain.failed', targetId: triggerId, reason: /2013-07/ });
	});

	it('fails when its service account is disabled or may not start runs', async () => {
		const viewer = await makeAccount(watched, ['viewer']);
		await db.sql`update endpoint set retrain = jsonb_set(retrain, '{serviceAccountId}', to_jsonb(${viewer}::text)) where id = ${watched.endpointId}`;
		expect(await start()).toEqual({ state: 'failed' });
		expect((await rowNow())?.reason).toMatch(/don't grant "run:start"/);
	});

	it('refuses a person who may not start runs', async () => {
		const viewer = await makeUser(db, watched.place, ['viewer']);
		await expect(readRetrain(as(watched.person, viewer), { triggerId })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, watched.place.id, { action: 'run:start', decision: 'denied', targetId: triggerId });
	});
});

describe('proposeRetrained', () => {
	it('opens one change as the service account, with the evidence as its description, once', async () => {
		await start();
		await succeed();
		expect(await readRetrain(watched.retrain, { triggerId })).toMatchObject({ training: 'succeeded' });
		expect(await Promise.all([propose(), propose()])).toEqual([{ state: 'proposed' }, { state: 'proposed' }]);
		const opened = await db.drizzle.select().from(change).where(eq(change.origin, 'retrain'));
		const mine = opened.filter((row) => row.projectId === watched.place.projectId);
		expect(mine).toMatchObject([
			{ state: 'in-review', description: '2013-04: distance drifted.', authorServiceAccountId: expect.any(String), authorUserId: null },
		]);
		expect(await rowNow()).toMatchObject({ state: 'proposed', changeId: mine[0]?.id });
		await expectAuditEntry(db, watched.place.id, { action: 'retrain.proposed', targetId: triggerId });
		expect(
			await db.drizzle
				.select()
				.from(processCommand)
				.where(eq(processCommand.workflowId, `change/${mine[0]?.id}`)),
		).toMatchObject([{ kind: 'start' }]);
	});

	it('does nothing before the training is known, and after the retrain failed', async () => {
		expect(await propose()).toEqual({ state: 'queued' });
		await failRetrain(watched.retrain, { triggerId, reason: 'its training failed' });
		expect(await propose()).toEqual({ state: 'failed' });
		expect(await failRetrain(watched.retrain, { triggerId, reason: 'again' })).toEqual({ state: 'failed' });
		expect((await rowNow())?.reason).toBe('its training failed');
	});
});

describe('requestRetrain', () => {
	it('starts a retrain by a person with a reason, unless one is under way or the window has started one', async () => {
		const contributor = as(watched.person, await makeUser(db, watched.place, ['contributor']));
		const wanted = { ...watched.at, window: '2013-03', reason: 'new weather feed' };
		await expect(requestRetrain(contributor, wanted)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'open' } });
		await failRetrain(watched.retrain, { triggerId, reason: 'its training failed' });
		await expect(requestRetrain(contributor, { ...wanted, window: '2013-04' })).rejects.toMatchObject({
			code: 'conflict',
			detail: { reason: 'started-before' },
		});
		const made = await requestRetrain(contributor, wanted);
		await expectAuditEntry(db, watched.place.id, { action: 'retrain.triggered', targetId: made.triggerId, reason: /new weather feed/ });
	});

	it('refuses a deployer, an endpoint without a configuration, and a request without a reason', async () => {
		const contributor = as(watched.person, await makeUser(db, watched.place, ['contributor']));
		await expect(requestRetrain(watched.person, { ...watched.at, window: '2013-03', reason: 'because' })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(requestRetrain(contributor, { ...watched.at, window: '2013-03', reason: '' })).rejects.toMatchObject({
			code: 'invalid',
			detail: { field: 'reason' },
		});
		await db.drizzle.update(endpoint).set({ retrain: null }).where(eq(endpoint.id, watched.endpointId));
		await expect(requestRetrain(contributor, { ...watched.at, window: '2013-03', reason: 'because' })).rejects.toMatchObject({
			code: 'conflict',
			detail: { reason: 'not-configured' },
		});
	});
});
