import type { Database } from '@interlock/db';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acknowledge } from './acknowledge.ts';
import { finishRollout } from './finish-rollout.ts';
import { getEndpoint } from './get-endpoint.ts';
import { judgeRolloutStep } from './judge-rollout-step.ts';
import { requestRollback } from './request-rollback.ts';
import { setWeight, weightStepKey } from './set-weight.ts';
import { ingestArm, makeChange, makeServed, makeVersion, type Served, startRollout } from './test-fixture.ts';

let db: Database;
let served: Served;
let v1: string;
let v2: string;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	await db.sql`delete from serving_server`;
	served = await makeServed(db);
	[v1, v2] = [await makeVersion(served, 1), await makeVersion(served, 2)];
});

const view = (range?: '1h' | '12h' | '7d') => getEndpoint(served.person, { ...served.at, range });

async function canary(): Promise<string> {
	const first = await startRollout(served, null, v1);
	await db.sql`update rollout set step_index = 2 where id = ${first}`;
	await finishRollout(served.process, { rolloutId: first });
	served.clock.nowMs += 60_000;
	const id = await startRollout(served, v1, v2, await makeChange(served, 7));
	const { routeSeq } = await setWeight(served.process, { rolloutId: id, index: 0 });
	await acknowledge(served.server, { serverId: 'inference-1', seq: routeSeq ?? 0 });
	const key = weightStepKey(id, 0);
	await ingestArm(served, key, { versionId: v1, rolloutId: null, requests: 10, errors: 1, prefix: 'r', output: 10 });
	await ingestArm(served, key, { versionId: v2, rolloutId: id, requests: 10, errors: 0, prefix: 'r', shadow: true, output: 13 });
	served.clock.nowMs += 1000;
	await judgeRolloutStep(served.process, { rolloutId: id, index: 0 });
	return id;
}

describe('getEndpoint', () => {
	it('shows an endpoint that serves nothing yet, without inventing numbers', async () => {
		expect(await view()).toMatchObject({
			champion: null,
			previous: null,
			traffic: [],
			route: null,
			rollout: null,
			checks: [],
			revisions: [],
			charts: { range: '1h', bucketMs: 60_000, points: [] },
		});
	});

	it('shows an open rollout with its steps, checks with their limits, and the traffic it has', async () => {
		const id = await canary();
		const shown = await view();
		expect(shown.traffic).toEqual([
			{ versionId: v1, version: 1, role: 'champion', weight: 100, shadow: false },
			{ versionId: v2, version: 2, role: 'candidate', weight: 0, shadow: true },
		]);
		expect(shown.route).toMatchObject({ acknowledged: true });
		expect(shown.servers).toEqual({ current: 1, alive: 1, refusals: [] });
		expect(shown.championSinceMs).toBe(served.clock.nowMs - 61_000);
		expect(shown.rollout).toMatchObject({ id, state: 'running', change: { number: 7 }, from: { version: 1 }, to: { version: 2 }, stepIndex: 0 });
		expect(shown.rollout?.steps.map((s) => [s.name, s.state])).toEqual([
			['shadow', 'running'],
			['10 %', 'waiting'],
			['100 %', 'waiting'],
		]);
		expect(shown.rollout?.steps[0]?.deadlineAtMs).toBe((shown.rollout?.steps[0]?.acknowledgedAtMs ?? 0) + 60_000);
		const checks = Object.fromEntries(shown.checks.map((c) => [c.id, c]));
		expect(checks['error-rate']).toMatchObject({
			champion: 0.1,
			candidate: 0,
			status: 'waiting',
			readings: ['waiting'],
			limit: expect.stringContaining('40 %'),
		});
		expect(checks.requests).toMatchObject({ candidate: 10, limit: 'at least 20', status: 'waiting' });
		expect(checks['finite-answers']).toMatchObject({ candidate: 0, status: 'passed' });
		expect(checks['mean-prediction']).toMatchObject({ champion: 10, candidate: 13, unit: 'min', status: 'shown' });
		expect(checks.difference).toMatchObject({ candidate: 3 });
	});

	it('counts the charts per version and bucket, shadow answers apart', async () => {
		await canary();
		const { charts } = await view('12h');
		expect(charts.bucketMs).toBe(300_000);
		expect(charts.points.map((p) => [p.versionId, p.shadow, p.requests, p.errors, p.meanPrediction]).sort()).toEqual(
			[
				[v1, false, 10, 1, 10],
				[v2, true, 10, 0, 13],
			].sort(),
		);
	});

	it('lists revisions newest first with their change, and the reason of a rollback', async () => {
		await canary();
		await requestRollback(served.person, { ...served.at, reason: 'weather feed six hours stale' });
		const shown = await view();
		expect(shown.heldReason).toMatch(/weather feed/);
		expect(shown.revisions).toMatchObject([
			{ version: { version: 2 }, state: 'rolled back', change: { number: 7, author: 'Ada' }, reason: expect.stringContaining('weather feed') },
			{ version: { version: 1 }, state: 'champion', weight: 100, change: null, reason: null },
		]);
	});

	it('says why a viewer can not roll back', async () => {
		const viewer = await makeUser(db, served.place, ['viewer']);
		expect((await getEndpoint(as(served.person, viewer), served.at)).may.rollBack).toEqual({ allowed: false, reason: expect.stringContaining('deployer') });
		expect((await view()).may.rollBack).toEqual({ allowed: true, reason: null });
	});

	it('answers a stranger like an unknown endpoint, with a denied entry', async () => {
		const other = await makeServed(db);
		await expect(getEndpoint(other.person, served.at)).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, served.place.id, { action: 'endpoint:read', decision: 'denied' });
		await expect(getEndpoint(served.person, { ...served.at, endpoint: 'nope' })).rejects.toMatchObject({ code: 'not-found', message: 'endpoint not found' });
	});
});
