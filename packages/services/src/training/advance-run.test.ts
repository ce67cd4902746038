import type { Database } from '@interlock/db';
import { as, expectAuditEntry, makeOrg, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { advanceRun, finishAttempt } from './index.ts';
import { advance, attemptsOf, done, leased, makeTrainingWorld, start } from './test-fixture.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

describe("a training's next step", () => {
	test('is its process’s: a viewer and another tenant are refused, told, and move nothing', async () => {
		const w = await makeTrainingWorld(db);
		const { id } = await start(w);
		const viewer = as(w.ctx, await makeUser(db, w.project, ['viewer', 'reviewer', 'admin']));
		const stranger = as(w.ctx, await makeUser(db, await makeOrg(db), ['contributor']));
		await expect(advanceRun(viewer, id)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(advanceRun(stranger, id)).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, w.project.id, { action: 'run:start', decision: 'denied', targetId: id });
		expect(await attemptsOf(w, id)).toEqual([]);
	});

	test('ends it with one audit entry of its outcome, by the process', async () => {
		const w = await makeTrainingWorld(db);
		const { run, attempt } = await leased(w);
		await finishAttempt(w.agent, attempt.id, done(attempt, 'failed'));
		await advance(w, run.id);
		await advance(w, run.id);
		const entry = await expectAuditEntry(db, w.project.id, { action: 'run.failed', targetId: run.id });
		expect(entry).toMatchObject({ actor: { kind: 'process', workflowId: 'run/test' }, reason: expect.stringContaining('it failed'), after: { attempts: 1 } });
	});
});
