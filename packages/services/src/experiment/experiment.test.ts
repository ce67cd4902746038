import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRun, getRun } from '../run/index.ts';
import { type TrackingWorld, trackingWorld } from '../run/test-fixture.ts';
import {
	createExperiment,
	deleteExperiment,
	deleteExperimentTag,
	getExperiment,
	getExperimentByName,
	restoreExperiment,
	searchExperiments,
	setExperimentTag,
	updateExperiment,
} from './index.ts';

describe('experiments', () => {
	let w: TrackingWorld;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
	});

	it('every project has experiment 0 named Default, and new ones count up from 1', async () => {
		const fresh = await trackingWorld(w.db);
		expect(await getExperiment(fresh.contributor, { ...fresh.place, experimentId: '0' })).toMatchObject({
			name: 'Default',
			lifecycleStage: 'active',
			artifactLocation: 'mlflow-artifacts:/0',
		});
		const first = await createExperiment(fresh.contributor, { ...fresh.place, name: 'one', tags: [{ key: 'team', value: 'a' }] });
		const second = await createExperiment(fresh.contributor, { ...fresh.place, name: 'two' });
		expect([first.experimentId, second.experimentId]).toEqual(['1', '2']);
		expect(await getExperimentByName(fresh.contributor, { ...fresh.place, name: 'one' })).toMatchObject({ experimentId: '1', tags: { team: 'a' } });
	});

	it('a name is given once per project, also when many ask at the same time', async () => {
		const made = await Promise.allSettled(Array.from({ length: 6 }, () => createExperiment(w.contributor, { ...w.place, name: 'same name' })));
		expect(made.filter((m) => m.status === 'fulfilled')).toHaveLength(1);
		for (const m of made) if (m.status === 'rejected') expect(m.reason).toMatchObject({ code: 'conflict', detail: { reason: 'already-exists' } });
	});

	it('deleting one deletes its runs, restoring brings both back', async () => {
		const { experimentId, id } = await createExperiment(w.contributor, { ...w.place, name: 'short-lived' });
		const { runId } = await createRun(w.contributor, { ...w.place, experimentId });
		await deleteExperiment(w.contributor, { ...w.place, experimentId });
		expect((await getRun(w.contributor, { ...w.place, runId })).lifecycleStage).toBe('deleted');
		await expect(createRun(w.contributor, { ...w.place, experimentId })).rejects.toThrow(
			`The experiment ${experimentId} must be in the 'active' state. Current state is deleted.`,
		);
		await expect(deleteExperiment(w.contributor, { ...w.place, experimentId })).rejects.toThrow(`No Experiment with id=${experimentId} exists`);
		await restoreExperiment(w.contributor, { ...w.place, experimentId });
		expect((await getRun(w.contributor, { ...w.place, runId })).lifecycleStage).toBe('active');
		await expectAuditEntry(w.db, w.project.id, { action: 'experiment.deleted', targetId: id });
		await expectAuditEntry(w.db, w.project.id, { action: 'experiment.restored', targetId: id });
	});

	it('renames an active one and sets and removes tags', async () => {
		const { experimentId } = await createExperiment(w.contributor, { ...w.place, name: 'old name' });
		await updateExperiment(w.contributor, { ...w.place, experimentId, name: 'new name' });
		await setExperimentTag(w.contributor, { ...w.place, experimentId, key: 'a', value: '1' });
		await setExperimentTag(w.contributor, { ...w.place, experimentId, key: '__proto__', value: 'x' });
		expect((await getExperiment(w.contributor, { ...w.place, experimentId })).tags.a).toBe('1');
		await deleteExperimentTag(w.contributor, { ...w.place, experimentId, key: 'a' });
		await expect(deleteExperimentTag(w.contributor, { ...w.place, experimentId, key: 'a' })).rejects.toThrow(
			`No tag with name: a in experiment with id ${experimentId}`,
		);
		await expect(updateExperiment(w.contributor, { ...w.place, experimentId, name: 'Default' })).rejects.toMatchObject({ code: 'conflict' });
		expect(await getExperiment(w.contributor, { ...w.place, experimentId })).toMatchObject({ name: 'new name' });
	});

	it('searches by name, tag and time, pages by keyset and gives no token after the last', async () => {
		const fresh = await trackingWorld(w.db);
		for (const name of ['a1', 'a2', 'a3', 'b1'])
			await createExperiment(fresh.contributor, { ...fresh.place, name, tags: [{ key: 'kind', value: name.charAt(0) }] });
		const names = async (filter: string, orderBy = ['name ASC']) =>
			(await searchExperiments(fresh.contributor, { ...fresh.place, filter, orderBy })).experiments.map((e) => e.name);
		expect(await names("name LIKE 'a%'")).toEqual(['a1', 'a2', 'a3']);
		expect(await names("tags.kind = 'b'")).toEqual(['b1']);
		expect(await names('tags.kind IS NULL')).toEqual(['Default']);
		expect(await names("name LIKE '100\\'")).toEqual([]);
		expect(await names('creation_time > 0', ['name DESC'])).toEqual(['b1', 'a3', 'a2', 'a1', 'Default']);
		const seen: string[] = [];
		let pageToken: string | undefined;
		do {
			const page = await searchExperiments(fresh.contributor, { ...fresh.place, orderBy: ['name ASC'], limit: 2, pageToken });
			seen.push(...page.experiments.map((e) => e.name));
			pageToken = page.nextPageToken ?? undefined;
		} while (pageToken);
		expect(seen).toEqual(['Default', 'a1', 'a2', 'a3', 'b1']);
		const exactlyFull = await searchExperiments(fresh.contributor, { ...fresh.place, limit: 5 });
		expect(exactlyFull.nextPageToken).toBeNull();
		await expect(searchExperiments(fresh.contributor, { ...fresh.place, pageToken: 'bogus' })).rejects.toThrow('Invalid page token');
	});
});
