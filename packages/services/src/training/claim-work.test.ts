import type { Database } from '@interlock/db';
import { as, auditEntries, footprint, makeToken, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadToken } from '../token/index.ts';
import { appendLog, cancelRun, claimWork, finishAttempt, openAttemptBlob, registerAgent, renewLease } from './index.ts';
import { advance, AGENT, attemptsOf, beat, claim, done, emptyQueue, leased, makeTrainingWorld, newAgent, start, stateOf, TRACKING } from './test-fixture.ts';

const PEPPER = 'pepper of the tests';
let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(() => emptyQueue(db));

describe('agents', () => {
	test('20 agents ask at once for 5 attempts: each is leased once', async () => {
		const w = await makeTrainingWorld(db);
		const runs = await Promise.all(Array.from({ length: 5 }, () => start(w)));
		for (const run of runs) await advance(w, run.id);
		const agents = await Promise.all(Array.from({ length: 20 }, () => newAgent(w)));
		const got: { runId: string }[] = [];
		for (let round = 0; round < 3; round++) got.push(...(await Promise.all(agents.map((id) => claim(w, id)))).filter((a) => a !== null));
		expect(got.map((a) => a.runId).sort()).toEqual(runs.map((r) => r.runId).sort());
		expect(await db.sql`select 1 from attempt where run_id = any(${runs.map((r) => r.id)}) and state = 'leased'`).toHaveLength(5);
	});

	test('an attempt brings all it needs: code, data, a token for its run, and where to log', async () => {
		const w = await makeTrainingWorld(db);
		const { run, attempt } = await leased(w, { model: 'delay', parameters: { trees: 20 } });
		expect(attempt).toMatchObject({
			runId: run.runId,
			number: 1,
			trackingUri: `${TRACKING}/mlflow/${w.project.slug}/${w.project.project}`,
			experimentId: '0',
			parameters: { trees: '20' },
			modelName: 'delay',
			datasets: [{ name: 'flights', version: 1, format: 'csv', role: 'train' }],
			template: { name: 'nyc-flights' },
		});
		expect(await loadToken(db, PEPPER, attempt.runToken, w.ctx.now())).toMatchObject({
			tokenKind: 'wrk',
			run: { runId: run.id, modelName: 'delay' },
			projectIds: [w.project.projectId],
		});
		expect(await stateOf(w, run.id)).toMatchObject({ state: 'running', status: 'RUNNING' });
	});

	test('a training keeps the number of threads that the first agent gave it, whoever trains it next', async () => {
		const w = await makeTrainingWorld(db);
		const hostOf = async (threadsPerSlot?: number) => {
			const agentId = await newAgent(w);
			await registerAgent(w.agent, { agentId, name: agentId, bootId: 'boot', devices: [], isolation: 'none', slots: 1, threadsPerSlot });
			return agentId;
		};
		const run = await start(w);
		await advance(w, run.id);
		const first = await claim(w, await hostOf(3));
		expect(first?.threads).toBe(3);
		if (first) await finishAttempt(w.agent, first.id, done(first, 'lost'));
		await advance(w, run.id);
		expect(await claim(w, await hostOf(8))).toMatchObject({ number: 2, threads: 3 });
		const other = await start(w);
		await advance(w, other.id);
		expect(await claim(w, await hostOf())).not.toHaveProperty('threads');
	});

	test('without a free slot an agent gets nothing', async () => {
		const w = await makeTrainingWorld(db);
		await advance(w, (await start(w)).id);
		expect(await claimWork(w.agent, { agentId: await newAgent(w), freeSlots: 0 }, TRACKING)).toBeNull();
	});

	test('the oldest is leased first; a cancelled one is not leased any more', async () => {
		const w = await makeTrainingWorld(db);
		const [first, second] = [await start(w), await start(w)];
		await advance(w, first.id);
		await advance(w, second.id);
		await cancelRun(w.ctx, { ...w.project.place, run: first.runId });
		expect((await claim(w, await newAgent(w)))?.runId).toBe(second.runId);
		expect(await claim(w, await newAgent(w))).toBeNull();
	});

	test('a cancel and a claim at the same time never leave an ended training running', async () => {
		const w = await makeTrainingWorld(db);
		for (let i = 0; i < 12; i++) {
			const run = await start(w);
			await advance(w, run.id);
			const agentId = await newAgent(w);
			await Promise.all([claim(w, agentId), cancelRun(w.ctx, { ...w.project.place, run: run.runId }).then(() => advance(w, run.id))]);
			await advance(w, run.id);
			const state = await stateOf(w, run.id);
			const [last] = await attemptsOf(w, run.id);
			expect([`${state.state} ${last?.state}`]).toEqual([expect.stringMatching(/^(cancelled cancelled|running leased)$/)]);
		}
	});

	test('what an agent does is refused to everybody else, with an entry in their log', async () => {
		const w = await makeTrainingWorld(db, ['admin', 'contributor', 'deployer']);
		const { attempt } = await leased(w);
		for (const actor of [w.person, makeToken(w.person, w.project)]) {
			const ctx = as(w.ctx, actor);
			const before = await footprint(db);
			const refused = [
				() => registerAgent(ctx, { agentId: 'x', name: 'x', bootId: 'x', devices: [], isolation: 'none', slots: 1 }),
				() => claimWork(ctx, { agentId: 'x', freeSlots: 1 }, TRACKING),
				() => renewLease(ctx, attempt.id, beat(attempt)),
				() => appendLog(ctx, attempt.id, { leaseToken: attempt.leaseToken, stream: 'stdout', offset: 0, text: 'x' }),
				() => finishAttempt(ctx, attempt.id, done(attempt)),
				() => openAttemptBlob(ctx, attempt.id, attempt.template.files[0]?.sha256 ?? ''),
			];
			for (const call of refused) await expect(call()).rejects.toMatchObject({ code: 'forbidden' });
			expect(await footprint(db)).toEqual(before);
		}
		expect((await auditEntries(db, w.project.id)).filter((e) => e.action === 'agent:work' && e.decision === 'denied')).toHaveLength(12);
	});

	test('an attempt reads its own code and data and no other blob of the organization', async () => {
		const w = await makeTrainingWorld(db);
		const { attempt } = await leased(w);
		const stored = await w.ctx.storage.put(w.project.id, Buffer.from('somebody’s secret'));
		await expect(openAttemptBlob(w.agent, attempt.id, stored.sha256)).rejects.toMatchObject({ code: 'not-found' });
		const data = attempt.datasets[0]?.sha256 ?? '';
		const [version] = await db.sql<{ size_bytes: string }[]>`select size_bytes from dataset_version where sha256 = ${data}`;
		let bytes = 0;
		const readable = as({ ...w.agent, storage: w.ctx.storage }, AGENT);
		for await (const chunk of await openAttemptBlob(readable, attempt.id, attempt.template.files[0]?.sha256 ?? '')) bytes += (chunk as Buffer).byteLength;
		expect(bytes).toBe(attempt.template.files[0]?.sizeBytes);
		expect(Number(version?.size_bytes)).toBe(attempt.datasets[0]?.sizeBytes);
	});
});
