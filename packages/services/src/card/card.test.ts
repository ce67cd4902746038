import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { policy } from '@interlock/db/tables';
import { defaultPolicy } from '@interlock/domain/policy';
import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { evaluateRevision } from '../change/index.ts';
import { makeScene, makeVersion, open, type Scene, serve, view } from '../change/test-fixture.ts';
import { getModelCard, saveModelCard } from './index.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db, { realData: true });
	await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
	await makeVersion(scene, 'delay-v1', { version: 2 });
});

const FULL = {
	intendedUse: 'Arrival times of departures.',
	data: 'Flights of January.',
	limits: 'Not for other airports.',
	licence: 'Apache-2.0',
	owner: 'maya',
};
const at = () => ({ ...scene.place, model: 'arrival-delay', version: 2 });
const save = (card: Partial<typeof FULL>, ctx = scene.maya) => saveModelCard(ctx, { ...at(), card });

describe('the model card of a version', () => {
	it('is empty until somebody writes it, and keeps every edition', async () => {
		expect(await getModelCard(scene.jonas, at())).toMatchObject({
			edition: 0,
			missing: ['intendedUse', 'data', 'limits', 'licence', 'owner'],
			edit: { enabled: false },
		});
		expect(await save({ owner: 'maya' })).toMatchObject({ edition: 1 });
		const saved = await save(FULL);
		expect(await save(FULL)).toEqual(saved);
		expect(await getModelCard(scene.maya, at())).toMatchObject({ edition: 2, missing: [], card: FULL, savedBy: 'maya', edit: { enabled: true } });
		expect(await expectAuditEntry(db, scene.project.id, { action: 'card.saved' })).toMatchObject({ after: { owner: 'maya' } });
	});

	it('is written only by those who may write models, for a version that is there', async () => {
		await expect(save(FULL, scene.jonas)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'model:write', decision: 'denied' });
		await expect(saveModelCard(scene.maya, { ...at(), version: 9, card: FULL })).rejects.toMatchObject({ code: 'not-found' });
		await expect(getModelCard((await makeScene(db)).maya, at())).rejects.toMatchObject({ code: 'not-found' });
		await expect(save({ owner: 'x'.repeat(201) })).rejects.toThrow('card.owner: must be at most 200 characters');
	});

	it('is a gate that names what is missing, and is judged anew when it is saved', async () => {
		const document = defaultPolicy('production');
		await db.drizzle
			.update(policy)
			.set({ document: { ...document, gates: { ...document.gates, modelCard: { licences: ['Apache-2.0', 'MIT'] } } } })
			.where(eq(policy.projectId, scene.project.projectId));
		await save({ ...FULL, limits: '', owner: '' });
		const opened = await open(scene, 2);
		await evaluateRevision(scene.process, { changeId: opened.id, revision: 1 });
		const gate = async () => (await view(scene, opened.number)).gates.find((g) => g.gate === 'model-card');
		expect(await gate()).toMatchObject({ status: 'failed', sentence: '3 of 5 sections are written; missing: limits, owner.' });
		await save({ ...FULL, licence: 'proprietary' });
		expect(await gate()).toMatchObject({ status: 'failed', sentence: 'The licence proprietary is not among those that the policy allows: Apache-2.0, MIT.' });
		await save(FULL);
		expect(await gate()).toMatchObject({ status: 'passed', sentence: 'All 5 sections are written by maya; licence Apache-2.0, which the policy allows.' });
		expect((await view(scene, opened.number)).timeline.map((entry) => entry.kind)).toContain('card');
	});
});
