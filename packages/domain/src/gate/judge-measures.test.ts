import { describe, expect, test } from 'vitest';
import { calibrate, comparePredictions } from '../comparison/index.ts';
import { seededRandom } from '../statistics/index.ts';
import { judgeCalibration } from './judge-calibration.ts';
import { judgeLatency } from './judge-latency.ts';
import { judgeLeakage, type LeakageReport } from './judge-leakage.ts';
import { judgeWorstSlice } from './judge-worst-slice.ts';

const DAYS = 30;
const PER_DAY = 40;
const rows = Array.from({ length: DAYS * PER_DAY }, (_, row) => row);
const block = rows.map((row) => `day ${row % DAYS}`);
const noise = (() => {
	const random = seededRandom(7);
	return rows.map(() => random.nextFloat() * 4 - 2);
})();
/** Both err by about 10; in each slice the candidate errs by so much more. */
function compare(worse: Record<string, number>) {
	const names = Object.keys(worse);
	const carrier = rows.map((row) => names[Math.floor(row / DAYS) % names.length] ?? '');
	const zeros = rows.map(() => 0);
	const champion = rows.map((row) => 10 + (noise[row] ?? 0));
	const candidate = rows.map((row) => 10 + (noise[(row * 7) % rows.length] ?? 0) + (worse[carrier[row] ?? ''] ?? 0));
	return comparePredictions({ actual: zeros, champion, candidate, block, slices: { carrier } }, { resamples: 200 });
}

describe('no slice loses', () => {
	test('fails when one slice is shown worse by more than the margin, names it, and says the correction with its count', () => {
		const result = judgeWorstSlice(compare({ UA: -1, AA: 3, B6: 0, WN: 0 }), 0.1);
		expect(result).toMatchObject({ status: 'failed', evidence: { lost: ['carrier AA'], judged: 4, correction: 'Holm', worst: 'carrier AA' } });
		expect(result.sentence).toMatch(
			/^Shown worse by more than 10 % of the champion's error: carrier AA \+\d\.\d+, interval \+.* to \+.*, allowed \d.*; p below 0\.0001 against a limit of .* \(4 slices judged, Holm-corrected at 2\.5 %\)\.$/,
		);
	});

	test('passes while no slice is shown worse than the margin, and names the nearest', () => {
		const result = judgeWorstSlice(compare({ UA: -1, AA: 0.5, B6: 0 }), 0.1);
		expect(result).toMatchObject({ status: 'passed', evidence: { lost: [], worst: 'carrier AA' } });
		expect(result.sentence).toMatch(/^No slice is shown worse by more than 10 %/);
	});

	test('calls hardly ever a slice worse among fifty that are alike', () => {
		const alike = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`c${i}`, 0]));
		expect(judgeWorstSlice(compare(alike), 0).status).toBe('passed');
	});

	test('concludes nothing without slices, blocks or a champion', () => {
		const report = compare({ UA: 0 });
		expect(judgeWorstSlice(null, 0.1).status).toBe('inconclusive');
		expect(judgeWorstSlice({ ...report, baseline: 'naive' }, 0.1).status).toBe('inconclusive');
		expect(judgeWorstSlice({ ...report, slices: { ...report.slices, rows: [] } }, 0.1).sentence).toBe('The endpoint declares no column to slice by.');
		const few = report.slices.rows.map((slice) => ({ ...slice, interval: null, standardError: null }));
		expect(judgeWorstSlice({ ...report, slices: { ...report.slices, rows: few } }, 0.1).status).toBe('inconclusive');
	});
});

describe('calibrated', () => {
	const limits = { slopeTolerance: 0.2, biasShare: 0.5, maxEce: 0.05 };
	const predicted = rows.map((row) => row % 100);

	test('passes numbers whose slope is near 1 and whose bias is small, fails those that exaggerate', () => {
		const actual = predicted.map((value, row) => value + 5 * (noise[row] ?? 0));
		const good = judgeCalibration(calibrate({ actual, predicted, block }), limits);
		expect(good).toMatchObject({ status: 'passed', evidence: { rows: rows.length, blocks: DAYS } });
		expect(good.sentence).toMatch(
			/^Slope of actual on predicted (1\.0|0\.9)\d \(interval .* to .*\), allowed 0\.80 to 1\.20; bias .*, 1,200 rows in 30 blocks\.$|^Slope/,
		);
		const exaggerated = calibrate({ actual: actual.map((value) => value / 2), predicted, block });
		expect(judgeCalibration(exaggerated, limits)).toMatchObject({ status: 'failed' });
		const shifted = calibrate({ actual: actual.map((value) => value - 30), predicted, block });
		expect(judgeCalibration(shifted, limits)).toMatchObject({ status: 'failed', evidence: { bias: expect.closeTo(30, 0) } });
	});

	test('judges probabilities by their expected calibration error over 15 bins', () => {
		const random = seededRandom(3);
		const probability = rows.map(() => random.nextFloat());
		const happened = probability.map((p) => (random.nextFloat() < p ? 1 : 0));
		const report = calibrate({ actual: happened, predicted: probability, block });
		expect(report).toMatchObject({ kind: 'probabilities' });
		expect(judgeCalibration(report, { ...limits, maxEce: 0.15 }).status).toBe('passed');
		const sure = calibrate({ actual: happened, predicted: probability.map((p) => (p > 0.5 ? 0.99 : 0.01)), block });
		expect(judgeCalibration(sure, { ...limits, maxEce: 0.1 })).toMatchObject({ status: 'failed' });
	});

	test('concludes nothing from few blocks', () => {
		const actual = predicted.map((value) => value + 1);
		expect(judgeCalibration(calibrate({ actual, predicted, block: rows.map((row) => `b${row % 3}`) }), limits).status).toBe('inconclusive');
		expect(judgeCalibration(null, limits).status).toBe('inconclusive');
	});
});

describe('fast enough in serving', () => {
	const times = (ms: number) => Float64Array.from({ length: 400 }, (_, i) => ms * (1 + ((i * 37) % 100) / 500));
	const limits = { maxRatio: 1.5, maxP95Ms: null };

	test('judges the ratio of 95th percentiles by its interval', () => {
		const at = (ms: number) => judgeLatency({ candidate: times(ms), champion: times(1), warmUp: 30 }, limits);
		expect(at(1.1)).toMatchObject({ status: 'passed', evidence: { ratio: expect.closeTo(1.1, 6) } });
		expect(at(2)).toMatchObject({ status: 'failed' });
		expect(at(2).sentence).toMatch(
			/^p95 2\.\d\d ms, 2\.00 times the champion's 1\.\d\d ms \(interval .*\), at most 1\.50 allowed\. 400 rows one by one after 30 to warm up/,
		);
	});

	test('is not moved by a machine that slows both in turn', () => {
		const slow = Float64Array.from({ length: 400 }, (_, i) => (i > 200 ? 8 : 1));
		const pairs = { candidate: slow.map((ms) => ms * 1.1), champion: slow, warmUp: 30 };
		expect(judgeLatency(pairs, limits)).toMatchObject({ status: 'passed', evidence: { ratio: expect.closeTo(1.1, 6) } });
	});

	test('judges milliseconds of a first version, and nothing by few answers', () => {
		const first = { candidate: times(3), champion: null, warmUp: 30 };
		expect(judgeLatency(first, { maxRatio: null, maxP95Ms: 2 }).status).toBe('failed');
		expect(judgeLatency(first, limits)).toMatchObject({ status: 'passed', evidence: { ratio: null } });
		expect(judgeLatency({ ...first, candidate: times(3).slice(0, 20) }, limits).status).toBe('inconclusive');
		expect(judgeLatency(null, limits).status).toBe('inconclusive');
	});
});

describe('held-out rows are new', () => {
	const report: LeakageReport = {
		holdoutRows: 1000,
		trainRows: 5000,
		rows: { columns: 5, shared: 4, examples: ['flight f1'] },
		keys: { column: 'flight', shared: 0, examples: [] },
		times: { column: 'day', shared: 0, examples: [], lastTrained: '2013-01-31', firstHeldOut: '2013-02-01' },
	};
	const limits = { maxRowShare: 0.01, time: true };

	test('passes chance equality below the share, new keys and later times', () => {
		expect(judgeLeakage(report, limits)).toMatchObject({
			status: 'passed',
			sentence:
				'Of 1,000 held-out rows, against 5,000 of training: 4 (0.4 %) equal a training row, at most 1 % allowed, no flight was trained on, all are later than the last training row (2013-01-31).',
		});
	});

	test('fails by a key that was trained on, by too many equal rows and by rows that are not later, with examples', () => {
		const keys = judgeLeakage({ ...report, keys: { column: 'flight', shared: 2, examples: ['flight f7', 'flight f9'] } }, limits);
		expect(keys).toMatchObject({
			status: 'failed',
			sentence: 'Of 1,000 held-out rows 2 (0.2 %) have a flight that was trained on, such as flight f7 and flight f9.',
		});
		expect(judgeLeakage({ ...report, rows: { columns: 5, shared: 11, examples: [] } }, limits).status).toBe('failed');
		const late = { ...report, times: { column: 'day', shared: 500, examples: ['flight f1'], lastTrained: '2013-02-14', firstHeldOut: '2013-02-01' } };
		expect(judgeLeakage(late, limits).sentence).toMatch(/500 \(50 %\) are not later than the last training row \(day 2013-02-14\), such as flight f1\.$/);
		expect(judgeLeakage(late, { ...limits, time: false }).status).toBe('passed');
	});

	test('concludes nothing where no training data is stored', () => {
		expect(judgeLeakage(null, limits).status).toBe('inconclusive');
	});
});
