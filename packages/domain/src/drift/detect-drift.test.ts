import { describe, expect, test } from 'vitest';
import { type DatasetProfile, profileColumn } from '../dataset/index.ts';
import { seededRandom } from '../statistics/index.ts';
import { detectDrift, driftReportSchema, profileWindow, windowProfileSchema } from './index.ts';

const CARRIERS = ['UA', 'AA', 'DL', 'B6', 'EV', 'MQ', 'US', 'WN'];
const random = seededRandom(21);

interface Shift {
	temp?: number;
	carrier?: number;
	missing?: number;
}

/** Rows of three columns: a number, a category, and a number that is mostly zero; `shift` moves them. */
function draw(rows: number, shift: Shift = {}): Record<string, unknown[]> {
	const each = (make: () => unknown) => Array.from({ length: rows }, make);
	return {
		temp: each(() => (random.nextFloat() < (shift.missing ?? 0.005) ? null : 30 + 20 * random.nextFloat() + (shift.temp ?? 0))),
		carrier: each(() => CARRIERS[Math.floor(8 * random.nextFloat() ** (1 + (shift.carrier ?? 0)))] ?? 'UA'),
		precip: each(() => (random.nextFloat() < 0.95 ? 0 : random.nextFloat())),
	};
}

function profileOf(columns: Record<string, unknown[]>): DatasetProfile {
	return {
		rows: columns.temp?.length ?? 0,
		columns: Object.entries(columns).map(([name, values]) => profileColumn(name, name === 'carrier' ? 'text' : 'numeric', values)),
	};
}

const REFERENCE = profileOf(draw(5000));
const judge = (window: Record<string, unknown[]>, options = {}) => detectDrift(REFERENCE, profileWindow(REFERENCE, window), options);

describe('a window like the reference', () => {
	test('is steady', () => {
		const report = judge(draw(2000));
		expect(report).toMatchObject({ verdict: 'steady', drifted: [], rows: 2000 });
		expect(report.sentence).toBe('None of 3 columns drifted.');
	});

	test('alarms in far less than 5 % of cases, small or large', () => {
		let alarms = 0;
		for (let repeat = 0; repeat < 150; repeat += 1) {
			if (judge(draw(repeat % 2 === 0 ? 120 : 600)).verdict === 'drifted') alarms += 1;
		}
		expect(alarms / 150).toBeLessThan(0.05);
	});
});

describe('a column that moved', () => {
	test('is named with both numbers and its means', () => {
		const report = judge(draw(2000, { temp: 15 }));
		expect(report).toMatchObject({ verdict: 'drifted', drifted: ['temp'] });
		const temp = report.columns.find((column) => column.column === 'temp');
		expect(temp).toMatchObject({ test: 'ks', effectName: 'psi', margin: 0.1, drifted: true });
		expect(temp?.sentence).toMatch(/^temp drifted: PSI \d\.\d\d, margin 0\.10; adjusted p below 0\.0001; mean 4\d\.\d\d to 5\d\.\d\d/);
	});

	test('a category too', () => {
		const report = judge(draw(2000, { carrier: 1 }));
		expect(report.drifted).toEqual(['carrier']);
		expect(report.columns.find((column) => column.column === 'carrier')).toMatchObject({
			test: 'chi-square',
			effectName: 'js-distance',
		});
	});

	test('a column that went missing drifted, even without one value left', () => {
		expect(judge(draw(2000, { missing: 1 })).columns[0]).toMatchObject({
			test: 'missing',
			drifted: true,
			currentMissing: 1,
			currentMean: null,
		});
		expect(judge(draw(2000, { missing: 0.2 })).drifted).toEqual(['temp']);
	});

	test('unseen categories are drift', () => {
		expect(judge({ ...draw(500), carrier: new Array<string>(500).fill('ZZ') }).drifted).toEqual(['carrier']);
	});

	test('surely but hardly: within the margin it is steady', () => {
		const report = judge(draw(20_000, { temp: 0.8 }));
		expect(report.columns[0]?.adjustedPValue).toBeLessThan(0.001);
		expect(report.verdict).toBe('steady');
		expect(judge(draw(20_000, { temp: 0.8 }), { margins: { temp: 0 } }).drifted).toEqual(['temp']);
	});

	test('a window with too few rows is shown and not judged', () => {
		const report = judge(draw(60, { temp: 15 }));
		expect(report).toMatchObject({ verdict: 'not-enough-data', drifted: [] });
		expect(report.sentence).toBe('60 of at least 100 rows; not judged.');
	});
});

describe('windows', () => {
	test('are counted in the reference bins, columns it lacks are left out', () => {
		const window = profileWindow(REFERENCE, { ...draw(50), gate: ['B2'] });
		expect(windowProfileSchema.parse(window).columns.map((column) => column.name)).toEqual(['temp', 'carrier', 'precip']);
		const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
		for (const column of window.columns) {
			if (column.kind === 'numeric') {
				expect(total(column.driftCounts)).toBe(column.count - column.missing);
				expect(total(column.histogramCounts)).toBe(column.count - column.missing);
			} else expect(total(column.counts) + column.otherCount + column.missing).toBe(50);
		}
	});

	test('times always move, so they are not tested', () => {
		const reference = { rows: 1, columns: [profileColumn('at', 'timestamp', ['2013-01-01'])] };
		expect(profileWindow(reference, { at: ['2013-02-01'] }).columns).toEqual([]);
	});

	test('the report is JSON, and the same again', () => {
		const window = draw(300, { temp: 5 });
		const report = judge(window);
		expect(driftReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
		expect(JSON.stringify(judge(window))).toBe(JSON.stringify(report));
	});
});
