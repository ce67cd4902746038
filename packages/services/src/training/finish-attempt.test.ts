import type { Database } from '@interlock/db';
import { membership } from '@interlock/db/tables';
import { as, auditEntries, expectAuditEntry, makeOrg, makeUser, testDatabase } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadToken } from '../token/index.ts';
import { cancelRun, finishAttempt } from './index.ts';
import { advance, done, emptyQueue, leased, makeTrainingWorld, start, stateOf } from './test-fixture.ts';

const PEPPER = 'pepper of the tests';
let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(() => emptyQueue(db));

describe('the end of a training', () => {
	test('one that succeeded ends its run once, takes its token away, and the log tells why', async () => {
		const w = await makeTrainingWorld(db);
		const { run, attempt } = await leased(w);
		await finishAttempt(w.agent, attempt.id, done(attempt));
		await finishAttempt(w.agent, attempt.id, done(attempt));
		expect(await db.sql`select 1 from process_command where workflow_id = ${`run/${run.id}`} and kind = 'doorbell'`).toHaveLength(1);
		const ends = await Promise.all([1, 2, 3].map(() => advance(w, run.id)));
		expect(ends).toEqual(Array.from({ length: 3 }, () => ({ next: 'end', state: 'succeeded' })));
		expect(await stateOf(w, run.id)).toMatchObject({ state: 'succeeded', status: 'FINISHED', ended: true });
		expect(await loadToken(db, PEPPER, attempt.runToken, w.ctx.now())).toBeNull();
		expect((await auditEntries(db, w.project.id)).filter((e) => e.action === 'run.succeeded')).toHaveLength(1);
	});

	test('a declared model that was never registered makes it a failure, by name', async () => {
		const w = await makeTrainingWorld(db);
		const { run, attempt } = await leased(w, { model: 'delay' });
		await finishAttempt(w.agent, attempt.id, done(attempt));
		expect(await advance(w, run.id)).toEqual({ next: 'end', state: 'failed' });
		expect(await stateOf(w, run.id)).toMatchObject({ reason: expect.stringContaining('"delay"') });
	});

	test('a cancel ends a queued one at once and a running one when its process is gone; twice is fine, afterwards it is a conflict', async () => {
		const w = await makeTrainingWorld(db);
		const place = (runId: string) => ({ ...w.project.place, run: runId });
		const queued = await start(w);
		await advance(w, queued.id);
		await cancelRun(w.ctx, place(queued.runId));
		expect(await advance(w, queued.id)).toEqual({ next: 'end', state: 'cancelled' });
		const { run, attempt } = await leased(w);
		await cancelRun(w.ctx, place(run.runId));
		await cancelRun(w.ctx, place(run.runId));
		expect(await advance(w, run.id)).toEqual({ next: 'wait' });
		await finishAttempt(w.agent, attempt.id, done(attempt, 'cancelled'));
		expect(await advance(w, run.id)).toEqual({ next: 'end', state: 'cancelled' });
		expect(await stateOf(w, run.id)).toMatchObject({ status: 'KILLED' });
		await expect(cancelRun(w.ctx, place(run.runId))).rejects.toMatchObject({ code: 'conflict' });
		expect((await auditEntries(db, w.project.id)).filter((e) => e.action === 'run.cancel-requested')).toHaveLength(2);
	});

	test("a viewer can't cancel, a stranger doesn't find it, and nonsense is no run", async () => {
		const w = await makeTrainingWorld(db);
		const run = await start(w);
		const viewer = as(w.ctx, await makeUser(db, w.project, ['viewer', 'deployer', 'reviewer']));
		await expect(cancelRun(viewer, { ...w.project.place, run: run.runId })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, w.project.id, { action: 'run:cancel', decision: 'denied', targetId: run.id });
		const stranger = as(w.ctx, await makeUser(db, await makeOrg(db), ['contributor']));
		await expect(cancelRun(stranger, { ...w.project.place, run: run.runId })).rejects.toMatchObject({ code: 'not-found' });
		for (const nonsense of ['x', '../..', `${run.runId}0`, 'f'.repeat(32)]) {
			await expect(cancelRun(w.ctx, { ...w.project.place, run: nonsense })).rejects.toMatchObject({ code: 'not-found' });
		}
	});

	test('a run token still works for a training whose starter has left meanwhile', async () => {
		const w = await makeTrainingWorld(db);
		const { attempt } = await leased(w);
		await db.drizzle.delete(membership).where(eq(membership.userId, w.person.userId));
		expect(await loadToken(db, PEPPER, attempt.runToken, w.ctx.now())).not.toBeNull();
	});
});
