import { testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRun, deleteRun, listRunColumns, listRuns, logBatch, logInputs, searchRuns } from './index.ts';
import { type TrackingWorld, trackingWorld } from './test-fixture.ts';

describe('searching runs', () => {
	let w: TrackingWorld;
	const ids: Record<string, string> = {};
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
		const make = async (name: string, startedAtMs: number, acc: number | null, lr: string, tags: { key: string; value: string }[] = []) => {
			const { runId } = await createRun(w.contributor, { ...w.place, name, startedAtMs, userLabel: 'ann', tags });
			await logBatch(w.contributor, {
				...w.place,
				runId,
				params: [{ key: 'lr', value: lr }],
				metrics:
					acc === null
						? []
						: [
								{ key: 'acc', value: acc, timestampMs: 1 },
								{ key: 'val loss', value: -acc, timestampMs: 1 },
							],
			});
			ids[name] = runId;
		};
		await make('a', 100, 0.9, '0.1', [{ key: 'team', value: 'red' }]);
		await make('b', 200, 0.8, '0.2', [{ key: 'team', value: 'blue' }]);
		await make('c', 300, Number.NaN, '0.1');
		await make('d', 400, null, '0.3');
		await logInputs(w.contributor, {
			...w.place,
			runId: ids.a ?? '',
			datasets: [{ name: 'flights', digest: 'd1', tags: [{ key: 'mlflow.data.context', value: 'train' }] }],
		});
	});
	const found = async (filter: string, orderBy: string[] = []) =>
		(await searchRuns(w.viewer, { ...w.place, experimentIds: ['0'], filter, orderBy })).runs.map((r) => r.name);

	it.each([
		['', ['d', 'c', 'b', 'a']],
		['metrics.acc > 0.85', ['a']],
		['metrics.acc <= 0.9', ['b', 'a']],
		['metrics.`val loss` < -0.85', ['a']],
		["params.lr = '0.1'", ['c', 'a']],
		["params.lr != '0.1'", ['d', 'b']],
		["tags.team LIKE 're%'", ['a']],
		["tags.team ILIKE 'BLU%'", ['b']],
		['tags.team IS NULL', ['d', 'c']],
		['tags.team IS NOT NULL AND metrics.acc > 0', ['b', 'a']],
		["status = 'RUNNING' AND start_time >= 300", ['d', 'c']],
		["attributes.run_name = 'b'", ['b']],
		["user_id = 'ann' AND run_name ILIKE '%A%'", ['a']],
		["datasets.name = 'flights' AND datasets.context = 'train'", ['a']],
		["params.lr = '%'", []],
		["tags.team LIKE 'x\\'", []],
	])('by %s', async (filter, names) => {
		expect(await found(filter)).toEqual(names);
	});

	it('by lists of run ids, only for run ids', async () => {
		expect(await found(`run_id IN ('${ids.a}', '${ids.c}')`)).toEqual(['c', 'a']);
		expect(await found(`attributes.run_id NOT IN ('${ids.a}')`)).toEqual(['d', 'c', 'b']);
		await expect(found("run_name IN ('a')")).rejects.toThrow("Only ['run_id'] attributes support comparison with a list");
	});

	it('orders with NaN and missing last in both directions, ties by newest', async () => {
		expect(await found('', ['metrics.acc ASC'])).toEqual(['b', 'a', 'd', 'c']);
		expect(await found('', ['metrics.acc DESC'])).toEqual(['a', 'b', 'd', 'c']);
		expect(await found('', ['params.lr ASC', 'start_time ASC'])).toEqual(['a', 'c', 'b', 'd']);
		expect(await found('', ['attributes.start_time ASC'])).toEqual(['a', 'b', 'c', 'd']);
		expect(await found('', ['tags.team DESC'])).toEqual(['a', 'b', 'd', 'c']);
	});

	it.each([[['metrics.acc DESC']], [['params.lr ASC']], [['start_time ASC']], [[]]])('gives every run once over pages ordered by %j', async (orderBy) => {
		const all = await found('', orderBy);
		const seen: string[] = [];
		let pageToken: string | undefined;
		do {
			const page = await searchRuns(w.viewer, { ...w.place, experimentIds: ['0'], orderBy, limit: 2, pageToken });
			seen.push(...page.runs.map((r) => r.name));
			pageToken = page.nextPageToken ?? undefined;
		} while (pageToken);
		expect(seen).toEqual(all);
	});

	it('shows deleted ones only when asked, and other experiments never', async () => {
		const { runId } = await createRun(w.contributor, { ...w.place, name: 'gone', startedAtMs: 1 });
		await deleteRun(w.contributor, { ...w.place, runId });
		const named = async (view: 'ACTIVE_ONLY' | 'DELETED_ONLY' | 'ALL') =>
			(await searchRuns(w.viewer, { ...w.place, experimentIds: ['0'], view })).runs.map((r) => r.name);
		expect(await named('ACTIVE_ONLY')).not.toContain('gone');
		expect(await named('DELETED_ONLY')).toEqual(['gone']);
		expect(await named('ALL')).toContain('gone');
		expect((await searchRuns(w.viewer, { ...w.place, experimentIds: ['77'] })).runs).toEqual([]);
	});

	it('the runs table filters, sorts, counts and pages on the server and returns only the asked columns', async () => {
		const first = await listRuns(w.viewer, { ...w.place, sort: 'metrics.acc DESC', columns: ['metrics.acc', 'params.lr'], limit: 3 });
		expect(first.total).toBe(4);
		expect(first.runs.map((r) => [r.name, r.metrics, r.params.lr])).toEqual([
			['a', { acc: 0.9 }, '0.1'],
			['b', { acc: 0.8 }, '0.2'],
			['d', {}, '0.3'],
		]);
		const second = await listRuns(w.viewer, { ...w.place, sort: 'metrics.acc DESC', cursor: first.nextCursor, limit: 3 });
		expect(second.runs.map((r) => [r.name, r.metrics])).toEqual([['c', { acc: null, 'val loss': null }]]);
		expect(second.nextCursor).toBeNull();
		expect((await listRuns(w.viewer, { ...w.place, filter: 'B' })).runs.map((r) => r.name)).toEqual(['b']);
		expect((await listRuns(w.viewer, { ...w.place, filter: '50%_x' })).runs).toEqual([]);
		await expect(listRuns(w.viewer, { ...w.place, filter: 'metrics.acc >' })).rejects.toMatchObject({ code: 'invalid' });
		expect(await listRunColumns(w.viewer, w.place)).toMatchObject({
			metrics: [
				{ key: 'acc', runs: 3 },
				{ key: 'val loss', runs: 3 },
			],
			params: [{ key: 'lr', runs: 4 }],
		});
	});

	it("shows a run's own token its run and its children only", async () => {
		const own = ids.a ?? '';
		const child = await w.newRun([{ key: 'mlflow.parentRunId', value: own }]);
		const token = w.runToken(own);
		const runs = (await searchRuns(token, { ...w.place, experimentIds: ['0'], view: 'ALL' })).runs.map((r) => r.runId);
		expect(runs.sort()).toEqual([own, child].sort());
		expect((await listRuns(token, w.place)).total).toBe(2);
	});
});
