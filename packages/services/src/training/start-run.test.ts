import type { Database } from '@interlock/db';
import type { Role } from '@interlock/domain/access';
import { expectAuditEntry, footprint, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startRun } from './index.ts';
import { emptyQueue, makeTrainingWorld, start, stateOf } from './test-fixture.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(() => emptyQueue(db));

describe('starting a training', () => {
	test('writes the run with its parameters, commands its process and tells the code and data it uses', async () => {
		const w = await makeTrainingWorld(db);
		const { id, runId } = await start(w, { parameters: { trees: 20 }, model: 'delay' });
		expect(runId).toBe(id.replaceAll('-', ''));
		expect(await stateOf(w, id)).toMatchObject({ state: 'queued', status: 'SCHEDULED' });
		expect(await db.sql`select 1 from run_param where run_id = ${id} and key = 'trees' and value = '20'`).toHaveLength(1);
		expect(await db.sql`select 1 from process_command where workflow_id = ${`run/${id}`} and kind = 'start'`).toHaveLength(1);
		const entry = await expectAuditEntry(db, w.project.id, { action: 'run.started', targetId: id });
		expect(entry).toMatchObject({ subjectDigest: expect.stringMatching(/^[0-9a-f]{64}$/), after: { datasets: ['flights v1 (train)'], model: 'delay' } });
	});

	test('five calls with one idempotency key start one training', async () => {
		const w = await makeTrainingWorld(db);
		const started = await Promise.all(Array.from({ length: 5 }, () => start(w, { idempotencyKey: 'once' })));
		expect(new Set(started.map((s) => s.id)).size).toBe(1);
		expect(await db.sql`select 1 from training where project_id = ${w.project.projectId}`).toHaveLength(1);
	});

	test.each<Role>(['viewer', 'reviewer', 'deployer', 'auditor', 'admin'])('a %s is refused with an entry, and nothing is written', async (role) => {
		const w = await makeTrainingWorld(db, [role]);
		const before = await footprint(db);
		await expect(start(w)).rejects.toMatchObject({ code: 'forbidden' });
		expect(await footprint(db)).toEqual(before);
		await expectAuditEntry(db, w.project.id, { action: 'run:start', decision: 'denied' });
	});

	test.each([
		['an unknown template', { template: 'nothing' }, 'template'],
		['a template outside its folder', { template: '../../etc' }, 'template'],
		['no dataset', { datasets: [] }, 'datasets'],
		['a version and a period', { datasets: [{ name: 'flights', version: 1, period: '2013-01' }] }, 'datasets[0]'],
		['a parameter that is none', { parameters: { nothing: '1' } }, 'parameters.nothing'],
		['a parameter of a wrong type', { parameters: { trees: 'many' } }, 'parameters.trees'],
		['a parameter that is no number', { parameters: { learning_rate: 'NaN' } }, 'parameters.learning_rate'],
		['a model name with a slash', { model: 'a/b' }, 'model'],
	])('%s is refused by field, nothing written', async (_what, wrong, field) => {
		const w = await makeTrainingWorld(db);
		const before = await footprint(db);
		await expect(start(w, wrong)).rejects.toMatchObject({ detail: { field } });
		expect(await footprint(db)).toEqual(before);
	});

	test.each([{ name: 'flights', version: 9 }, { name: 'flights', period: '2014-01' }, { name: 'others' }])(
		'a dataset version that is not here is named: %j',
		async (choice) => {
			const w = await makeTrainingWorld(db);
			await expect(start(w, { datasets: [choice] })).rejects.toMatchObject({ code: 'not-found', detail: { field: 'datasets[0]', value: choice.name } });
		},
	);

	test("another project's dataset of that name is not found", async () => {
		const [w, other] = [await makeTrainingWorld(db), await makeTrainingWorld(db)];
		await db.sql`delete from dataset_version where project_id = ${w.project.projectId}`;
		await db.sql`delete from dataset where project_id = ${w.project.projectId}`;
		await expect(start(w)).rejects.toMatchObject({ code: 'not-found' });
		await expect(startRun(w.ctx, { ...other.project.place, template: 'nyc-flights', datasets: [{ name: 'flights' }] })).rejects.toMatchObject({
			message: 'project not found',
		});
	});
});
