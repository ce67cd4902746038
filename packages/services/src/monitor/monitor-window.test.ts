import { eq } from 'drizzle-orm';
import type { Database } from '@interlock/db';
import { dirtyWindow, driftResult, endpoint, monitorRun, processCommand, retrainTrigger } from '@interlock/db/tables';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pushLabels } from '../deployment/index.ts';
import { makeChange } from '../deployment/test-fixture.ts';
import { getMonitor } from './get-monitor.ts';
import { listDirtyWindows } from './list-dirty-windows.ts';
import { listMonitors } from './list-monitors.ts';
import { monitorWindow } from './monitor-window.ts';
import { runMonitor } from './run-monitor.ts';
import { makeWatched, pushMonth, replay, type Watched } from './test-fixture.ts';

let db: Database;
let watched: Watched;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	watched = await makeWatched(db);
});

const judge = (window: string) => monitorWindow(watched.monitor, { endpointId: watched.endpointId, window });
const runs = () => db.drizzle.select().from(monitorRun).where(eq(monitorRun.endpointId, watched.endpointId)).orderBy(monitorRun.createdAt);
const triggers = () => db.drizzle.select().from(retrainTrigger).where(eq(retrainTrigger.endpointId, watched.endpointId));
const marked = () => db.drizzle.select().from(dirtyWindow).where(eq(dirtyWindow.endpointId, watched.endpointId));

describe('monitorWindow', () => {
	it('finds nothing in a month like the one that was learned from, and leaves no trigger', async () => {
		await replay(watched, { window: '2013-03', error: 5 });
		expect(await judge('2013-03')).toMatchObject({ outcome: 'evaluated', triggerId: null });
		expect(await runs()).toMatchObject([{ window: '2013-03', predictions: 560, labelled: 560, referenceError: 5, decayed: false, driftedColumns: 0 }]);
		expect(await marked()).toEqual([]);
		await expectAuditEntry(db, watched.place.id, { action: 'monitor.evaluated', targetId: watched.endpointId });
	});

	it('finds the one column that moved, and starts one retrain by it with its evidence', async () => {
		await replay(watched, { window: '2013-04', shift: 250, error: 5 });
		const found = await judge('2013-04');
		expect(found.triggerId).not.toBeNull();
		const columns = await db.drizzle
			.select()
			.from(driftResult)
			.where(eq(driftResult.monitorRunId, found.monitorRunId ?? ''));
		expect(columns.filter((c) => c.drifted).map((c) => c.column)).toEqual(['distance']);
		expect(columns.map((c) => c.column).sort()).toEqual(['carrier', 'distance']);
		expect(await triggers()).toMatchObject([{ window: '2013-04', kind: 'drift', state: 'queued', sentence: expect.stringContaining('distance') }]);
		expect(
			await db.drizzle
				.select()
				.from(processCommand)
				.where(eq(processCommand.workflowId, `retrain/${found.triggerId}`)),
		).toMatchObject([{ kind: 'start', process: 'retrain' }]);
		await expectAuditEntry(db, watched.place.id, { action: 'retrain.triggered', reason: /distance/ });
	});

	it('starts a retrain by decay alone, and states error, reference and interval', async () => {
		await replay(watched, { window: '2013-04', error: 9 });
		const found = await judge('2013-04');
		expect(await triggers()).toMatchObject([
			{ id: found.triggerId, kind: 'decay', sentence: expect.stringMatching(/decayed: mean absolute error .* against 5\.00/) },
		]);
	});

	it('shows drift before labels are in, but starts nothing by it', async () => {
		await replay(watched, { window: '2013-04', shift: 250 });
		expect(await judge('2013-04')).toMatchObject({ outcome: 'evaluated', triggerId: null, sentence: expect.stringContaining('labels') });
		expect(await runs()).toMatchObject([{ driftedColumns: 1, labelled: 0, error: null }]);
		await replay(watched, { window: '2013-04', shift: 250, error: 5 });
		expect((await judge('2013-04')).triggerId).not.toBeNull();
	});

	it('does not judge the error while few predictions have a label', async () => {
		await replay(watched, { window: '2013-04', error: 9, coverage: 0.5 });
		expect(await judge('2013-04')).toMatchObject({ triggerId: null });
		expect(await runs()).toMatchObject([{ decayed: false, summary: { decay: { verdict: 'not-enough-labels', coverage: 0.5 } } }]);
	});

	it('evaluates the same data once, also when two ask at once, and starts one retrain per window and champion', async () => {
		await replay(watched, { window: '2013-04', shift: 250, error: 9 });
		await Promise.all([judge('2013-04'), judge('2013-04')]);
		await judge('2013-04');
		expect(await runs()).toHaveLength(1);
		expect(await triggers()).toHaveLength(1);
		await db.drizzle.update(retrainTrigger).set({ state: 'failed' }).where(eq(retrainTrigger.endpointId, watched.endpointId));
		await pushLabels(watched.person, { ...watched.at, labels: [{ id: '2013-04-7-0/0', value: 99 }] });
		await judge('2013-04');
		expect(await triggers()).toHaveLength(1);
	});

	it('keeps waiting while a change is open, and starts once it is closed', async () => {
		const open = await makeChange(watched, 5);
		await replay(watched, { window: '2013-04', shift: 250, error: 5 });
		expect(await judge('2013-04')).toMatchObject({ outcome: 'waiting', triggerId: null, sentence: 'It waits: change #5 is open.' });
		expect(await marked()).toHaveLength(1);
		await db.sql`update change set state = 'closed' where id = ${open.id}`;
		expect((await judge('2013-04')).triggerId).not.toBeNull();
		expect(await marked()).toEqual([]);
		expect(await runs()).toHaveLength(1);
	});

	it('starts nothing by an old month whose labels come late', async () => {
		await replay(watched, { window: '2013-05', error: 5, seed: 9 });
		await judge('2013-05');
		await replay(watched, { window: '2013-04', shift: 250, error: 9 });
		expect(await judge('2013-04')).toMatchObject({ triggerId: null, sentence: 'The later window 2013-05 counts.' });
	});

	it('leaves a month with few predictions alone, and an endpoint that serves nothing', async () => {
		await replay(watched, { window: '2013-04', rows: 99, error: 9 });
		expect(await judge('2013-04')).toMatchObject({ outcome: 'too-few', monitorRunId: null });
		await db.drizzle.update(endpoint).set({ championVersionId: null }).where(eq(endpoint.id, watched.endpointId));
		expect(await judge('2013-04')).toMatchObject({ outcome: 'no-champion' });
		expect(await runs()).toEqual([]);
	});

	it('watches a champion of two months against both of them', async () => {
		const march = await pushMonth(watched, '2013-03', 5);
		await db.sql`update model_version set lineage = jsonb_set(lineage, '{datasets}', lineage->'datasets' || jsonb_build_array(jsonb_build_object('datasetVersionId', ${march}::text, 'name', 'flights', 'version', 3, 'digest', 'd', 'role', 'train'))) where id = ${watched.championId}`;
		await replay(watched, { window: '2013-04', error: 5 });
		await judge('2013-04');
		const columns = await getMonitor(watched.person, watched.at);
		expect(columns.reference?.datasets).toMatchObject([{ period: '2013-01' }, { period: '2013-03' }]);
		const bars = columns.selected?.columns.find((c) => c.column === 'distance')?.bars;
		expect(bars?.reference.reduce((a, b) => a + b, 0)).toBe(1200);
		expect(columns.selected?.columns.every((c) => !c.drifted)).toBe(true);
	});

	it('refuses who may not run a monitor', async () => {
		const viewer = await makeUser(db, watched.place, ['viewer']);
		await expect(monitorWindow(as(watched.person, viewer), { endpointId: watched.endpointId, window: '2013-04' })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, watched.place.id, { action: 'monitor:run', decision: 'denied' });
	});
});

describe('runMonitor', () => {
	it('marks the asked window and starts its process, with an audit entry', async () => {
		await replay(watched, { window: '2013-04' });
		await db.sql`delete from dirty_window`;
		expect(await runMonitor(watched.person, { ...watched.at, window: '2013-04' })).toEqual({ windows: ['2013-04'] });
		expect(await listDirtyWindows(db, { endpointId: watched.endpointId })).toEqual([
			{ orgId: watched.place.id, endpointId: watched.endpointId, window: '2013-04' },
		]);
		expect(
			await db.drizzle
				.select()
				.from(processCommand)
				.where(eq(processCommand.workflowId, `monitor/${watched.endpointId}`)),
		).toMatchObject([{ kind: 'start' }, { kind: 'doorbell' }]);
		await expectAuditEntry(db, watched.place.id, { action: 'monitor.requested', targetId: watched.endpointId });
	});

	it('refuses a window without predictions, a malformed one, and a reviewer', async () => {
		await expect(runMonitor(watched.person, { ...watched.at, window: '2013-04' })).rejects.toMatchObject({
			code: 'conflict',
			detail: { reason: 'no-predictions' },
		});
		await expect(runMonitor(watched.person, { ...watched.at, window: '2013-13' })).rejects.toMatchObject({
			code: 'invalid',
			detail: { field: 'window', value: '"2013-13"' },
		});
		const reviewer = await makeUser(db, watched.place, ['reviewer']);
		await expect(runMonitor(as(watched.person, reviewer), watched.at)).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('getMonitor and listMonitors', () => {
	it('show drift and error of each window side by side, with what they started', async () => {
		await replay(watched, { window: '2013-03', error: 5, seed: 9 });
		await judge('2013-03');
		await replay(watched, { window: '2013-04', shift: 250, error: 9 });
		await judge('2013-04');
		const view = await getMonitor(watched.person, watched.at);
		expect(view.reference).toEqual({
			datasets: [{ name: 'flights', version: 1, period: '2013-01', rows: 600 }],
			error: 5,
			errorOn: { name: 'flights', version: 2, period: '2013-02' },
		});
		expect(view.windows).toMatchObject([
			{ window: '2013-03', drift: 'steady', decay: 'steady', coverage: 1, stale: false, retrain: { started: false } },
			{ window: '2013-04', drift: 'drifted', decay: 'decayed', worst: { column: 'distance' }, retrain: { started: true } },
		]);
		expect(view.selected).toMatchObject({
			window: '2013-04',
			columns: [
				{ column: 'distance', drifted: true },
				{ column: 'carrier', drifted: false },
			],
		});
		expect(view.retrains).toMatchObject([{ window: '2013-04', state: 'queued', change: null }]);
		expect((await getMonitor(watched.person, { ...watched.at, window: '2013-03' })).selected?.window).toBe('2013-03');
		expect(await listMonitors(watched.person, watched.place.place)).toMatchObject([
			{ endpoint: 'arrival-delay', windows: [{ window: '2013-03' }, { window: '2013-04' }], retraining: { window: '2013-04', state: 'queued' } },
		]);
	});

	it('show an endpoint before its first evaluation, and refuse an unknown window', async () => {
		expect(await getMonitor(watched.person, watched.at)).toMatchObject({ windows: [], selected: null, retrains: [], may: { run: { allowed: true } } });
		await expect(getMonitor(watched.person, { ...watched.at, window: '2012-01' })).rejects.toMatchObject({ code: 'not-found' });
	});

	it('answer a stranger like an unknown endpoint', async () => {
		const other = await makeWatched(db);
		await expect(getMonitor(other.person, watched.at)).rejects.toMatchObject({ code: 'not-found' });
		await expect(listMonitors(other.person, watched.place.place)).rejects.toMatchObject({ code: 'not-found' });
	});
});
