import type { Database } from '@interlock/db';
import { LEASE_TTL_MS, MAX_LOST_ATTEMPTS } from '@interlock/domain/training';
import { testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadToken } from '../token/index.ts';
import { advanceRun, appendLog, cancelRun, finishAttempt, renewLease } from './index.ts';
import { advance, attemptsOf, beat, claim, done, emptyQueue, leased, makeTrainingWorld, newAgent, start, stateOf } from './test-fixture.ts';

const PEPPER = 'pepper of the tests';
let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(() => emptyQueue(db));

describe('leases', () => {
	test('a renewal prolongs lease and run token, counts one spawn per process id, and tells of a cancel', async () => {
		const w = await makeTrainingWorld(db);
		const { run, attempt } = await leased(w);
		w.clock.nowMs += 30_000;
		expect(await renewLease(w.agent, attempt.id, beat(attempt, null))).toEqual({ leaseExpiresAtMs: w.clock.nowMs + LEASE_TTL_MS, cancel: false });
		for (let i = 0; i < 3; i++) await renewLease(w.agent, attempt.id, beat(attempt));
		expect(await attemptsOf(w, run.id)).toMatchObject([{ state: 'running', spawned: 1 }]);
		await cancelRun(w.ctx, { ...w.project.place, run: run.runId });
		expect(await renewLease(w.agent, attempt.id, beat(attempt))).toMatchObject({ cancel: true });
		w.clock.nowMs += 3_590_000;
		expect(await loadToken(db, PEPPER, attempt.runToken, w.ctx.now())).not.toBeNull();
		w.clock.nowMs += 20_000;
		expect(await loadToken(db, PEPPER, attempt.runToken, w.ctx.now())).toBeNull();
	});

	test('one that ran out is lost, its agent is refused from then on, and the next attempt gets a token of its own', async () => {
		const w = await makeTrainingWorld(db);
		const { run, attempt } = await leased(w);
		w.clock.nowMs += LEASE_TTL_MS + 1;
		await advance(w, run.id);
		expect(await attemptsOf(w, run.id)).toMatchObject([
			{ state: 'lost', reason: expect.stringContaining('lease') },
			{ number: 2, state: 'queued' },
		]);
		for (const call of [
			() => renewLease(w.agent, attempt.id, beat(attempt)),
			() => appendLog(w.agent, attempt.id, { leaseToken: 1, stream: 'stdout', offset: 0, text: 'x' }),
		]) {
			await expect(call()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'stale-lease' } });
		}
		const second = await claim(w, await newAgent(w));
		expect(second).toMatchObject({ number: 2, runId: run.runId });
		expect(await loadToken(db, PEPPER, attempt.runToken, w.ctx.now())).toBeNull();
		expect(await loadToken(db, PEPPER, second?.runToken ?? '', w.ctx.now())).not.toBeNull();
		await finishAttempt(w.agent, attempt.id, done(attempt));
		expect((await attemptsOf(w, run.id))[0]).toMatchObject({ state: 'lost' });
	});

	test('a wrong fencing token is refused by every report', async () => {
		const w = await makeTrainingWorld(db);
		const { attempt } = await leased(w);
		const wrong = { leaseToken: attempt.leaseToken + 1 };
		const calls = [
			() => renewLease(w.agent, attempt.id, beat(wrong)),
			() => appendLog(w.agent, attempt.id, { ...wrong, stream: 'stdout', offset: 0, text: 'x' }),
			() => finishAttempt(w.agent, attempt.id, done(wrong)),
		];
		for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'stale-lease' } });
	});

	test('a process that judges a lease while it is renewed or ended never overwrites that', async () => {
		const w = await makeTrainingWorld(db);
		for (let i = 0; i < 10; i++) {
			const { run, attempt } = await leased(w);
			w.clock.nowMs += LEASE_TTL_MS + 1;
			const [judged, ended] = await Promise.allSettled([advanceRun(w.process, run.id), finishAttempt(w.agent, attempt.id, done(attempt))]);
			expect([judged.status, ended.status]).toEqual(['fulfilled', 'fulfilled']);
			const [row] = await attemptsOf(w, run.id);
			if (row?.state === 'succeeded') expect(await advance(w, run.id)).toEqual({ next: 'end', state: 'succeeded' });
			else expect(row).toMatchObject({ state: 'lost' });
			await db.sql`update attempt set state = 'cancelled' where state in ('queued', 'leased')`;
		}
	});

	test('5 lost attempts are followed by another each, the 6th ends the training with the count', async () => {
		const w = await makeTrainingWorld(db);
		const run = await start(w);
		for (let n = 1; n <= MAX_LOST_ATTEMPTS + 1; n++) {
			await advance(w, run.id);
			const attempt = await claim(w, await newAgent(w));
			expect(attempt?.number).toBe(n);
			await finishAttempt(w.agent, attempt?.id ?? '', done({ leaseToken: attempt?.leaseToken ?? 0 }, 'lost'));
		}
		expect(await advance(w, run.id)).toEqual({ next: 'end', state: 'failed' });
		expect(await stateOf(w, run.id)).toMatchObject({ status: 'FAILED', reason: '6 attempts were lost; the limit is 5', ended: true });
	});
});
