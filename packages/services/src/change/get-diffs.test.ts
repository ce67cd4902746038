import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { datasetVersion, modelVersion, training } from '@interlock/db/tables';
import { as, expectAuditEntry, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { evaluateRevision, getBehaviourDiff, getCodeDiff, getDataDiff, getMetricsDiff, pushRevision } from './index.ts';
import { makeScene, makeVersion, open, pushMonth, type Scene, serve, view } from './test-fixture.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

/** The version's run was a training of ours, with these files. */
async function trainedWith(scene: Scene, versionId: string, files: Record<string, string>): Promise<void> {
	const [version] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.id, versionId));
	if (!version?.runId) throw new Error('no run');
	const stored = await Promise.all(
		Object.entries(files).map(async ([path, text]) => ({ path, ...(await scene.maya.storage.put(scene.project.id, Buffer.from(text, 'latin1'))) })),
	);
	await db.drizzle.insert(training).values({
		runId: version.runId,
		orgId: version.orgId,
		projectId: version.projectId,
		template: 'flights',
		codeDigest: 'c'.repeat(64),
		lockDigest: 'd'.repeat(64),
		files: stored,
		parameters: {},
		datasets: [],
		maxRuntimeMs: 1,
		state: 'succeeded',
	});
}

describe('the diffs of a change', () => {
	let scene: Scene;
	beforeEach(async () => {
		scene = await makeScene(db, { realData: true });
	});
	const at = (number: number) => ({ ...scene.place, number });

	async function openEvaluated(): Promise<number> {
		const base = await makeVersion(scene, 'delay-v2', { version: 1 });
		await serve(scene, base);
		const head = await makeVersion(scene, 'delay-v1', { version: 2 });
		await trainedWith(scene, base, { 'train.py': 'a = 1\nb = 2\n', 'same.py': 'same\n', 'gone.py': 'gone\n', 'model.bin': 'a\0b' });
		await trainedWith(scene, head, { 'train.py': 'a = 1\nb = 3\n', 'same.py': 'same\n', 'new.py': 'new\n', 'model.bin': 'a\0c' });
		const opened = await open(scene, 2);
		await evaluateRevision(scene.process, { changeId: opened.id, revision: 1 });
		return opened.number;
	}

	it('say where both versions err, on every compared row', async () => {
		const number = await openEvaluated();
		const { revision, curves } = await getMetricsDiff(scene.jonas, at(number));
		expect(revision).toBe(1);
		if (curves?.task !== 'regression') throw new Error('no regression');
		for (const side of [curves.residuals.baseline, curves.residuals.candidate]) expect(side.reduce((a, b) => a + b)).toBe(240);
		expect(curves.errorByActual.every(({ baseline, candidate }) => candidate < baseline)).toBe(true);
	});

	it('name the rows whose answer changed, and no slice where a better candidate loses', async () => {
		const { behaviour, losing } = await getBehaviourDiff(scene.jonas, at(await openEvaluated()));
		expect(behaviour).toMatchObject({ task: 'regression', rows: 240, changed: 240, helped: 240, harmed: 0 });
		expect(behaviour?.shown[0]).toMatchObject({ key: expect.stringMatching(/^f2-\d+$/), helped: true, slices: { carrier: expect.any(String) } });
		expect(losing).toEqual({ shown: [], byFigure: [] });
	});

	it('show the code file by file, with the lines that differ', async () => {
		const { files, same, note } = await getCodeDiff(scene.jonas, at(await openEvaluated()));
		expect(note).toBeNull();
		expect(same).toBe(1);
		expect(files.map(({ path, diff, note: why }) => [path, diff && [diff.added, diff.removed], why])).toEqual([
			['gone.py', [0, 1], null],
			['model.bin', null, 'not a text'],
			['new.py', [1, 0], null],
			['train.py', [1, 1], null],
		]);
	});

	it('match training rows by the key that the data promises to be unique', async () => {
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		const head = await makeVersion(scene, 'delay-v1', { version: 2 });
		await pushMonth(scene.dora, scene.place, 1, ['AA', 'AA', 'WN']);
		const [corrected] = await db.drizzle
			.select()
			.from(datasetVersion)
			.where(and(eq(datasetVersion.projectId, scene.project.projectId), eq(datasetVersion.version, 3)));
		if (!corrected) throw new Error('no data');
		const [version] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.id, head));
		if (!version) throw new Error('no version');
		const datasets = [{ datasetVersionId: corrected.id, name: 'flights', version: 3, digest: corrected.digest, role: 'train' }];
		await db.drizzle
			.update(modelVersion)
			.set({ lineage: { ...version.lineage, datasets } })
			.where(eq(modelVersion.id, head));
		const opened = await open(scene, 2);
		await evaluateRevision(scene.process, { changeId: opened.id, revision: 1 });
		const { rows, lineage } = await getDataDiff(scene.jonas, at(opened.number));
		// UA became AA and B6 became WN; AA stayed.
		expect(rows).toMatchObject({ key: ['flight_id'], baseRows: 240, headRows: 240, added: 0, removed: 0, changed: 160 });
		expect(rows?.sample.changed[0]).toEqual({ key: 'f1-0', column: 'carrier', base: 'UA', head: 'AA' });
		expect(lineage).toMatchObject({ base: [{ version: 1 }], head: [{ version: 3 }], holdout: { name: 'flights', version: 2 } });
	});

	it('are of the revision asked for, and the overview goes without them', async () => {
		const number = await openEvaluated();
		await makeVersion(scene, 'delay-v1', { version: 3 });
		await pushRevision(scene.maya, { ...at(number), version: 3 });
		expect((await getMetricsDiff(scene.jonas, at(number))).curves).toBeNull();
		expect((await getMetricsDiff(scene.jonas, { ...at(number), revision: 1 })).curves).not.toBeNull();
		await expect(getMetricsDiff(scene.jonas, { ...at(number), revision: 9 })).rejects.toThrow('revision 9 not found');
		const { comparison } = await view(scene, number);
		expect(comparison).toBeNull();
	});

	it('are refused to an actor that may not read the change, with an entry in the audit log', async () => {
		const number = await openEvaluated();
		const blind: ServiceContext = as(scene.maya, { kind: 'system', part: 'agent', scopes: ['agent:work'] });
		for (const read of [getMetricsDiff, getBehaviourDiff, getDataDiff, getCodeDiff]) await expect(read(blind, at(number))).rejects.toThrow();
		await expectAuditEntry(db, scene.project.id, { action: 'change:read', decision: 'denied' });
	});
});
