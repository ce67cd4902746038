import type { Database } from '@interlock/db';
import type { Role } from '@interlock/domain/access';
import { as, expectAuditEntry, footprint, makeOrg, makeToken, makeUser, testContext, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTrainingWorld, start } from '../training/test-fixture.ts';
import { cancelRun } from '../training/index.ts';
import { type QuickstartState, readQuickstart, rebuildProcesses, writeQuickstart } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

const STATE: QuickstartState = { state: 'running', steps: [{ name: 'data', state: 'done', figures: { rows: 3 } }] };

describe('putting processes back on their rows', () => {
	test('commands each open row of the organization again and no other, and the log tells how many', async () => {
		const [w, other] = [await makeTrainingWorld(db, ['admin', 'contributor']), await makeTrainingWorld(db)];
		const run = await start(w);
		await start(other);
		await db.sql`delete from process_command`;
		expect(await rebuildProcesses(w.ctx)).toEqual({ runs: 1, changes: 0, rollouts: 0, retrains: 0 });
		const commands = await db.sql`select kind, workflow_id, args from process_command`;
		expect(commands.map((c) => ({ ...c }))).toEqual([{ kind: 'start', workflow_id: `run/${run.id}`, args: { runId: run.id } }]);
		await expectAuditEntry(db, w.project.id, { action: 'processes.rebuilt' });
		await cancelRun(w.ctx, { ...w.project.place, run: run.runId });
	});

	test.each<Role>(['viewer', 'contributor', 'reviewer', 'deployer', 'auditor'])('is refused to a %s with an entry', async (role) => {
		const org = await makeOrg(db);
		const user = await makeUser(db, org, [role]);
		const ctx = await testContext(db, user);
		for (const actor of [user, makeToken(user, org)]) {
			const before = await footprint(db);
			await expect(rebuildProcesses(as(ctx, actor))).rejects.toMatchObject({ code: 'forbidden' });
			expect(await footprint(db)).toEqual(before);
		}
		await expectAuditEntry(db, org.id, { action: 'project:delete', decision: 'denied' });
	});
});

describe("the quickstart's report", () => {
	test('is taken from the quickstart only; the newest stands', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, { kind: 'system', part: 'quickstart', scopes: ['status:write'] });
		await writeQuickstart(ctx, STATE);
		await writeQuickstart(ctx, { ...STATE, state: 'complete' });
		expect(await readQuickstart(db)).toMatchObject({ state: 'complete' });
		const admin = as(ctx, await makeUser(db, org, ['admin']));
		const agent = as(ctx, { kind: 'system', part: 'agent', scopes: ['agent:work'] });
		for (const other of [admin, agent]) await expect(writeQuickstart(other, { ...STATE, state: 'failed' })).rejects.toMatchObject({ code: 'forbidden' });
		expect(await readQuickstart(db)).toMatchObject({ state: 'complete' });
		await expectAuditEntry(db, org.id, { action: 'status:write', decision: 'denied' });
	});
});
