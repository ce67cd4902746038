import { testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIdFromWire } from '@interlock/domain/run';
import { getMetricCurves, getMetricHistory, getRun, getRunLogs, logBatch, logMetric } from './index.ts';
import { type TrackingWorld, trackingWorld } from './test-fixture.ts';

describe('metric points', () => {
	let w: TrackingWorld;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
	});
	const point = (key: string, step: number, value: number, timestampMs = step) => ({ key, step, value, timestampMs });

	it('come back by time, step and value, NaN as missing and infinity as the largest double', async () => {
		const runId = await w.newRun();
		await logBatch(w.contributor, {
			...w.place,
			runId,
			metrics: [point('m', 1, 5, 20), point('m', 0, Number.NaN, 10), point('m', 2, Number.POSITIVE_INFINITY, 30), point('m', -3, Number.NEGATIVE_INFINITY, 5)],
		});
		const { points, nextPageToken } = await getMetricHistory(w.contributor, { ...w.place, runId, key: 'm' });
		expect(points.map((p) => [p.step, p.value])).toEqual([
			[-3, -1.7976931348623157e308],
			[0, null],
			[1, 5],
			[2, 1.7976931348623157e308],
		]);
		expect(nextPageToken).toBeNull();
	});

	it('are never doubled by a repeated request', async () => {
		const runId = await w.newRun();
		const batch = { ...w.place, runId, metrics: Array.from({ length: 1000 }, (_, i) => point('m', i, i * 0.1)) };
		await logBatch(w.contributor, batch);
		await logBatch(w.contributor, batch);
		expect((await getMetricHistory(w.contributor, { ...w.place, runId, key: 'm' })).points).toHaveLength(1000);
	});

	it('page by keyset, and an exactly full last page has no token', async () => {
		const runId = await w.newRun();
		await logBatch(w.contributor, { ...w.place, runId, metrics: Array.from({ length: 9 }, (_, i) => point('m', i, 1, 7)) });
		const steps: number[] = [];
		let pageToken: string | undefined;
		let pages = 0;
		do {
			const page = await getMetricHistory(w.contributor, { ...w.place, runId, key: 'm', limit: 3, pageToken });
			steps.push(...page.points.map((p) => p.step));
			pageToken = page.nextPageToken ?? undefined;
			pages++;
		} while (pageToken);
		expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
		expect(pages).toBe(3);
	});

	it('keep as newest the highest step, then time, whatever the order of arrival', async () => {
		const runId = await w.newRun();
		await logMetric(w.contributor, { ...w.place, runId, ...point('m', 5, 50) });
		await logMetric(w.contributor, { ...w.place, runId, ...point('m', 3, 30) });
		await logBatch(w.contributor, { ...w.place, runId, metrics: [point('m', 4, 40), point('n', 1, 1, 1), point('n', 1, 2, 2)] });
		expect((await getRun(w.contributor, { ...w.place, runId })).metrics.map((m) => [m.key, m.value])).toEqual([
			['m', 50],
			['n', 2],
		]);
	});

	it('twenty writers on one run with shuffled keys lose nothing and never deadlock', async () => {
		const runId = await w.newRun();
		const keys = Array.from({ length: 30 }, (_, i) => `k${i}`);
		await Promise.all(
			Array.from({ length: 20 }, (_, writer) =>
				logBatch(w.contributor, { ...w.place, runId, metrics: keys.map((_, i) => point(keys[(i * 7 + writer * 11) % 30] ?? '', writer, writer)) }),
			),
		);
		const rows = await w.db.sql<{ n: number }[]>`select count(*)::int as n from metric_point where run_id = ${runIdFromWire(runId)}`;
		expect(rows[0]?.n).toBe(600);
		expect((await getRun(w.contributor, { ...w.place, runId })).metrics.every((m) => m.step === 19)).toBe(true);
	});

	it('requests with the same points in different orders, at once, never deadlock', async () => {
		const runId = await w.newRun();
		const metrics = Array.from({ length: 400 }, (_, i) => point(`k${i % 20}`, i, i));
		await Promise.all(
			Array.from({ length: 10 }, (_, i) => logBatch(w.contributor, { ...w.place, runId, metrics: i % 2 === 0 ? metrics : [...metrics].reverse() })),
		);
		const rows = await w.db.sql<{ n: number }[]>`select count(*)::int as n from metric_point where run_id = ${runIdFromWire(runId)}`;
		expect(rows[0]?.n).toBe(400);
	});

	it('of one transaction are one event with the first 200', async () => {
		const runId = await w.newRun();
		await logBatch(w.contributor, { ...w.place, runId, metrics: Array.from({ length: 300 }, (_, i) => point('m', i, i === 0 ? Number.NaN : i)) });
		const events = await w.db.sql<
			{ data: { total: number; points: { value: number | null }[] } }[]
		>`select data from event where type = 'run.metrics' and channel = ${`run/${runIdFromWire(runId)}`}`;
		expect(events).toHaveLength(1);
		expect(events[0]?.data.total).toBe(300);
		expect(events[0]?.data.points).toHaveLength(200);
		expect(events[0]?.data.points[0]?.value).toBeNull();
	});

	it('carry their attempt; a later attempt replaces what lies at or beyond its first step', async () => {
		const runId = await w.newRun();
		const id = runIdFromWire(runId);
		const attempt = (number: number) =>
			w.db
				.sql`insert into attempt (id, org_id, project_id, run_id, number, state) values (gen_random_uuid(), ${w.project.id}, ${w.project.projectId}, ${id}, ${number}, 'running')`;
		await attempt(1);
		await logBatch(w.contributor, { ...w.place, runId, metrics: [0, 1, 2, 3, 4].map((step) => point('m', step, step, 100 + step)) });
		await logBatch(w.contributor, { ...w.place, runId, metrics: [point('kept', 9, 1)] });
		await attempt(2);
		await logMetric(w.contributor, { ...w.place, runId, ...point('m', 2, 20, 200) });
		const { points } = await getMetricHistory(w.contributor, { ...w.place, runId, key: 'm' });
		expect(points.map((p) => [p.step, p.value, p.attempt])).toEqual([
			[0, 0, 1],
			[1, 1, 1],
			[2, 20, 2],
		]);
		const run = await getRun(w.contributor, { ...w.place, runId });
		expect(run.metrics.map((m) => [m.key, m.step, m.value])).toEqual([
			['kept', 9, 1],
			['m', 2, 20],
		]);
	});

	it('become a curve of logged points only, in which a spike of one step survives', async () => {
		const runId = await w.newRun();
		for (let from = 0; from < 5000; from += 1000) {
			await logBatch(w.contributor, {
				...w.place,
				runId,
				metrics: Array.from({ length: 1000 }, (_, i) => point('m', from + i, from + i === 3333 ? 999 : from + i === 1234 ? -999 : Math.sin((from + i) / 50))),
			});
		}
		const [curve] = await getMetricCurves(w.viewer, { ...w.place, runId, keys: ['m'], points: 100 });
		expect(curve?.total).toBe(5000);
		const points = curve?.points ?? [];
		expect(points.length).toBeLessThanOrEqual(100);
		expect(points.length).toBeGreaterThan(60);
		expect(points.map((p) => p.step)).toEqual([...points.map((p) => p.step)].sort((a, b) => a - b));
		expect([points[0]?.step, points.at(-1)?.step]).toEqual([0, 4999]);
		expect(Math.max(...points.map((p) => p.value ?? 0))).toBe(999);
		expect(Math.min(...points.map((p) => p.value ?? 0))).toBe(-999);
		const [zoomed] = await getMetricCurves(w.viewer, { ...w.place, runId, keys: ['m'], points: 100, fromStep: 3330, toStep: 3340 });
		expect(zoomed?.points).toHaveLength(11);
	});

	it('log chunks continue where a reader stopped, none twice, none missed, also in a second attempt', async () => {
		const runId = await w.newRun();
		const id = runIdFromWire(runId);
		const write = (attempt: number, stream: string, offset: number, text: string) =>
			w.db.sql`insert into run_log (run_id, attempt, stream, "offset", text) values (${id}, ${attempt}, ${stream}, ${offset}, ${text})`;
		await write(1, 'stdout', 0, 'a');
		await write(1, 'stderr', 0, 'E');
		const first = await getRunLogs(w.viewer, { ...w.place, runId, limit: 1 });
		const second = await getRunLogs(w.viewer, { ...w.place, runId, after: first.next });
		expect([...first.chunks, ...second.chunks].map((c) => c.text).sort()).toEqual(['E', 'a']);
		await write(1, 'stdout', 1, 'b');
		await write(2, 'stdout', 0, 'c');
		const third = await getRunLogs(w.viewer, { ...w.place, runId, after: second.next });
		expect(third.chunks.map((c) => [c.attempt, c.text])).toEqual([
			[1, 'b'],
			[2, 'c'],
		]);
		expect((await getRunLogs(w.viewer, { ...w.place, runId, after: third.next })).chunks).toEqual([]);
	});
});
