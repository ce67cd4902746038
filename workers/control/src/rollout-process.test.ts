import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedPrediction } from '@interlock/contracts/serving';
import type { Database } from '@interlock/db';
import { modelVersion, registeredModel } from '@interlock/db/tables';
import type { RolloutPlan } from '@interlock/domain/rollout';
import { type ServiceContext, transact } from '@interlock/services/access';
import {
	acknowledge,
	createEndpoint,
	ingestPredictions,
	pauseRollout,
	requestRollback,
	resumeRollout,
	routeTable,
	startRolloutInTx,
} from '@interlock/services/deployment';
import { reconcile } from '@interlock/temporal';
import { digestJson } from '@interlock/storage';
import { as, auditEntries, makeProject, makeUser, testContext, testDatabase } from '@interlock/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ProcessStand, startProcessStand } from './test-process-stand.ts';

const PLAN: RolloutPlan = {
	steps: [
		{ kind: 'shadow', minRequests: 10, deadlineMs: 60_000 },
		{ kind: 'weight', weight: 10, minRequests: 10, deadlineMs: 60_000 },
		{ kind: 'weight', weight: 100, minRequests: 10, deadlineMs: 60_000 },
	],
	lookEveryMs: 250,
	alpha: 0.05,
	nonInferiorityMargin: 0.45,
	absoluteErrorLimit: 0.45,
	maxConsecutiveErrors: 5,
};

let db: Database;
let stand: ProcessStand;
let person: ServiceContext;
let inference: ServiceContext;
let endpoint: { id: string; at: { org: string; project: string; endpoint: string }; orgId: string; projectId: string; modelId: string };
/** What the simulated inference server answers with: versions that fail. */
const failing = new Set<string>();
let serving = true;
const stopServer = new AbortController();

beforeAll(async () => {
	db = await testDatabase();
	person = await testContext(db, await makeUser(db, await makeProject(db), ['deployer']));
	inference = as(person, { kind: 'system', part: 'inference', scopes: ['serving:sync'] });
	stand = await startProcessStand({ db, storage: person.storage, tokenPepper: 'pepper', publicUrl: 'http://127.0.0.1' });
	void serveRoutes();
}, 180_000);

afterAll(async () => {
	stopServer.abort();
	await stand?.stop();
});

beforeEach(async () => {
	serving = true;
	failing.clear();
	const place = await makeProject(db);
	person = as(person, await makeUser(db, place, ['deployer']));
	const [model] = await db.drizzle
		.insert(registeredModel)
		.values({ orgId: place.id, projectId: place.projectId, name: 'eta', createdAtMs: 0, updatedAtMs: 0 })
		.returning();
	const config = {
		task: 'regression' as const,
		target: 'y',
		unit: 'min',
		blockColumn: 'day',
		sliceColumns: [],
		naiveColumn: null,
		eventTimeColumn: 't',
		keyColumn: 'k',
	};
	const made = await createEndpoint(person, { ...place.place, name: 'eta', environment: 'production', model: 'eta', config });
	endpoint = { id: made.id, at: { ...place.place, endpoint: 'eta' }, orgId: place.id, projectId: place.projectId, modelId: model?.id ?? '' };
});

/** An inference server as the contract wants it: follows the table, acknowledges, and logs a request of every entry each turn. */
async function serveRoutes(): Promise<void> {
	let seq = 0;
	for (let turn = 0; !stopServer.signal.aborted; turn += 1) {
		await sleep(40);
		if (!serving) continue;
		const table = await routeTable(inference, { after: 0 });
		if (!table) continue;
		if (table.seq > seq) await acknowledge(inference, { serverId: 'simulated', seq: table.seq });
		seq = table.seq;
		const predictions = table.endpoints.flatMap((served) =>
			served.entries
				.filter((entry) => entry.weight > 0 || entry.shadow)
				.map((entry): LoggedPrediction => {
					const failed = failing.has(entry.modelVersionId);
					return {
						id: `r${turn}/0`,
						requestId: `r${turn}`,
						row: 0,
						endpointId: served.endpointId,
						modelVersionId: entry.modelVersionId,
						rolloutId: entry.rolloutId,
						stepKey: entry.stepKey,
						shadow: entry.shadow,
						atMs: Date.now(),
						eventTimeMs: null,
						inputs: { distance: turn },
						output: failed ? null : 1,
						error: failed ? 'planted' : null,
						latencyMs: 1,
					};
				}),
		);
		await ingestPredictions(inference, { serverId: 'simulated', batchId: `b${turn}`, predictions });
	}
}

async function makeVersion(version: number): Promise<string> {
	const blob = await person.storage.put(endpoint.orgId, Buffer.from(`model ${version}`));
	const files = [{ path: 'model.onnx', ...blob }];
	const [row] = await db.drizzle
		.insert(modelVersion)
		.values({
			orgId: endpoint.orgId,
			projectId: endpoint.projectId,
			modelId: endpoint.modelId,
			version,
			source: 'test',
			files,
			filesDigest: digestJson(files),
			dataDigest: digestJson(files),
			flavors: ['onnx'],
			createdBy: 'test',
			createdAtMs: 0,
			updatedAtMs: 0,
			lineage: { runId: null, template: null, codeDigest: null, lockDigest: null, datasets: [], parameters: {} },
		})
		.returning();
	return row?.id ?? '';
}

async function start(fromVersionId: string | null, toVersionId: string, plan = PLAN): Promise<string> {
	return (await transact(person, (tx) => startRolloutInTx(tx, person, { endpointId: endpoint.id, change: null, fromVersionId, toVersionId, plan }))).rolloutId;
}

async function stateOf(rolloutId: string): Promise<{ state: string; step_index: number; reason: string | null }> {
	const [row] = await db.sql<
		{ state: string; step_index: number; reason: string | null }[]
	>`select state, step_index, reason from rollout where id = ${rolloutId}`;
	if (!row) throw new Error('no rollout');
	return row;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
	for (const endMs = Date.now() + 20_000; Date.now() < endMs; await sleep(50)) if (await holds()) return;
	throw new Error(`never: ${what}`);
}

const ended = (id: string) => until('the rollout ended', async () => ['live', 'rolled-back'].includes((await stateOf(id)).state));
const processEnded = (id: string) => stand.client.workflow.getHandle(`rollout/${id}`).result();

async function champion(): Promise<string> {
	const version = await makeVersion(1);
	const id = await start(null, version);
	await ended(id);
	return version;
}

describe('rolloutProcess', () => {
	it('walks a good candidate through every step to 100 %, each weight written and acknowledged once', async () => {
		const from = await champion();
		const id = await start(from, await makeVersion(2));
		await ended(id);
		expect(await stateOf(id)).toMatchObject({ state: 'live' });
		expect(await processEnded(id)).toBe('live');
		const actions = (await auditEntries(db, endpoint.orgId)).filter((entry) => entry.target.id === id).map((entry) => entry.action);
		expect(actions).toEqual([
			'rollout.started',
			...[0, 1, 2].flatMap(() => ['rollout.weight-changed', 'rollout.weight-acknowledged', 'rollout.step-passed']),
			'rollout.finished',
		]);
	});

	it('takes a failing candidate back by itself, with the numbers as the reason', async () => {
		const from = await champion();
		const bad = await makeVersion(2);
		failing.add(bad);
		const id = await start(from, bad);
		await ended(id);
		expect(await stateOf(id)).toMatchObject({ state: 'rolled-back', reason: expect.stringMatching(/\d+ requests in a row failed/) });
		const [newest] = await db.sql<
			{ entries: { modelVersionId: string; weight: number }[] }[]
		>`select entries from route where endpoint_id = ${endpoint.id} order by seq desc limit 1`;
		expect(newest?.entries).toMatchObject([{ modelVersionId: from, weight: 100 }]);
	});

	it('counts no weight before a server serves it, and goes on when one does', async () => {
		serving = false;
		const id = await start(null, await makeVersion(1));
		await until('the weight is written', async () => (await db.sql`select 1 from rollout_step where rollout_id = ${id} and state = 'running'`).length === 1);
		await sleep(600);
		expect(await stateOf(id)).toMatchObject({ state: 'running' });
		serving = true;
		await ended(id);
		expect(await stateOf(id)).toMatchObject({ state: 'live' });
	});

	it('stands still while paused and goes on when resumed', async () => {
		const from = await champion();
		const id = await start(from, await makeVersion(2));
		await pauseRollout(person, { ...endpoint.at, reason: 'looking at logs' });
		const { step_index: index } = await stateOf(id);
		await sleep(1000);
		expect(await stateOf(id)).toMatchObject({ state: 'paused', step_index: index });
		await resumeRollout(person, endpoint.at);
		await ended(id);
		expect(await stateOf(id)).toMatchObject({ state: 'live' });
	});

	it('ends when a person rolled back, and moves nothing afterwards', async () => {
		const from = await champion();
		const id = await start(from, await makeVersion(2), { ...PLAN, steps: PLAN.steps.map((step) => ({ ...step, minRequests: 1_000_000 })) });
		await until(
			'the first weight is served',
			async () => (await db.sql`select 1 from rollout_step where rollout_id = ${id} and acknowledged_at is not null`).length === 1,
		);
		await requestRollback(person, { ...endpoint.at, reason: 'answers look wrong' });
		expect(await processEnded(id)).toBe('ended');
		const routes = await db.sql<{ step_key: string }[]>`select step_key from route where endpoint_id = ${endpoint.id} order by seq desc limit 1`;
		expect(routes[0]?.step_key).toBe(`rollout/${id}/roll-back`);
	});

	it('takes the candidate back when its process is cancelled', async () => {
		const from = await champion();
		const id = await start(from, await makeVersion(2), { ...PLAN, steps: PLAN.steps.map((step) => ({ ...step, minRequests: 1_000_000 })) });
		await until(
			'the first weight is served',
			async () => (await db.sql`select 1 from rollout_step where rollout_id = ${id} and acknowledged_at is not null`).length === 1,
		);
		await stand.client.workflow.getHandle(`rollout/${id}`).cancel();
		expect(await processEnded(id)).toBe('rolled-back');
		expect(await stateOf(id)).toMatchObject({ state: 'rolled-back', reason: 'Its process was cancelled.' });
	});

	it('goes on from its row after its execution was lost and its worker replaced: no finished step again', async () => {
		const from = await champion();
		const id = await start(from, await makeVersion(2), { ...PLAN, steps: PLAN.steps.map((step, i) => (i === 1 ? { ...step, minRequests: 40 } : step)) });
		await until(
			'the second step is open',
			async () => (await db.sql`select 1 from rollout_step where rollout_id = ${id} and index = 1 and state = 'running'`).length === 1,
		);
		await stand.client.workflow.getHandle(`rollout/${id}`).terminate('a test wipes it');
		await stand.restartWorker();
		expect(await reconcile(db, stand.client)).toContain(`rollout/${id}`);
		await ended(id);
		expect(await stateOf(id)).toMatchObject({ state: 'live' });
		const routes = await db.sql<{ step_key: string }[]>`select step_key from route where step_key like ${`rollout/${id}/%`} order by seq`;
		expect(routes.map((route) => route.step_key)).toEqual([0, 1, 2].map((i) => `rollout/${id}/weight/${i}`).concat(`rollout/${id}/finish`));
	});
});
