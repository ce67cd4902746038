import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@interlock/db';
import type { Actor } from '@interlock/domain/access';
import type { ServiceContext } from '@interlock/services/access';
import { pushDatasetVersion } from '@interlock/services/dataset';
import { cancelRun, claimWork, finishAttempt, registerAgent, startRun, type StartedRun } from '@interlock/services/training';
import { reconcile } from '@interlock/temporal';
import { as, auditEntries, makeProject, makeUser, testContext, testDatabase, type TestProject } from '@interlock/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProcessStand, startProcessStand } from './test-process-stand.ts';

const AGENT: Actor = { kind: 'system', part: 'agent', scopes: ['agent:work'] };
let db: Database;
let stand: ProcessStand;
let project: TestProject;
let person: ServiceContext;
let agent: ServiceContext;

beforeAll(async () => {
	db = await testDatabase();
	project = await makeProject(db);
	person = await testContext(db, await makeUser(db, project, ['contributor']));
	agent = as(person, AGENT);
	await pushDatasetVersion(person, { ...project.place, name: 'flights', format: 'csv' }, Readable.from(['a\n1\n']));
	await registerAgent(agent, { agentId: 'a', name: 'a', bootId: 'b', devices: [], isolation: 'none', slots: 4 });
	stand = await startProcessStand({ db, storage: person.storage, tokenPepper: 'pepper', publicUrl: 'http://127.0.0.1' });
}, 180_000);
afterAll(() => stand?.stop());

const start = () => startRun(person, { ...project.place, template: 'nyc-flights', datasets: [{ name: 'flights' }] });

async function until<T>(what: () => Promise<T | null | undefined | false>, withinMs = 20_000): Promise<T> {
	const endMs = Date.now() + withinMs;
	for (;;) {
		const found = await what();
		if (found) return found;
		if (Date.now() > endMs) throw new Error('waited in vain');
		await sleep(50);
	}
}

const claim = () => until(() => claimWork(agent, { agentId: 'a', freeSlots: 1 }, 'http://127.0.0.1'));
const ended = (run: StartedRun) =>
	until(async () => {
		const [row] = await db.sql<{ state: string }[]>`select state from training where run_id = ${run.id} and state not in ('queued', 'running')`;
		return row?.state;
	});
const closed = (run: StartedRun) => until(async () => (await stand.client.workflow.getHandle(`run/${run.id}`).describe()).status.name === 'COMPLETED');
const finish = (attempt: { id: string; leaseToken: number }, outcome: 'succeeded' | 'lost' | 'cancelled') =>
	finishAttempt(agent, attempt.id, { leaseToken: attempt.leaseToken, outcome, exitCode: 0, reason: outcome });

describe('the process of a training', () => {
	test('queues an attempt, waits for its end without asking, and ends with its run', async () => {
		const run = await start();
		const attempt = await claim();
		expect(attempt.runId).toBe(run.runId);
		await finish(attempt, 'succeeded');
		expect(await ended(run)).toBe('succeeded');
		await closed(run);
		const told = (await auditEntries(db, project.id)).filter((e) => e.target.id === run.id).map((e) => e.action);
		expect([told[0], told.filter((action) => action === 'run.succeeded')]).toEqual(['run.started', ['run.succeeded']]);
	});

	test('follows a lost attempt with another, and ends a cancelled one', async () => {
		const run = await start();
		await finish(await claim(), 'lost');
		const second = await claim();
		expect(second.number).toBe(2);
		await cancelRun(person, { ...project.place, run: run.runId });
		await finish(second, 'cancelled');
		expect(await ended(run)).toBe('cancelled');
		await closed(run);
	});

	test('goes on after its worker was replaced, and after its execution was wiped out: same attempt, one end', async () => {
		const run = await start();
		const attempt = await claim();
		await stand.restartWorker();
		await stand.client.workflow.getHandle(`run/${run.id}`).terminate('as if its store was deleted');
		expect(await reconcile(db, stand.client)).toContain(`run/${run.id}`);
		await finish(attempt, 'succeeded');
		expect(await ended(run)).toBe('succeeded');
		await closed(run);
		expect(await db.sql`select 1 from attempt where run_id = ${run.id}`).toHaveLength(1);
	});
});
