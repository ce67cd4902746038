import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComparisonReport, compareParity, comparePredictions } from '../comparison/index.ts';
import { compareSignatures, parseSignature } from '../signature/index.ts';
import { GATE_KINDS, gateResultSchema, type GateEvidence, type GateSpec, gateSpecSchema, judgeGate, sniffFile, summarizeGates } from './index.ts';
import { NOTHING } from './test-evidence.ts';

/** A report over 30 blocks whose champion has MAE 10, with the given interval. */
function report(low: number, high: number, overrides: Partial<ComparisonReport> = {}): ComparisonReport {
	const block = Array.from({ length: 60 }, (_, row) => `day ${row % 30}`);
	const zeros = block.map(() => 0);
	const base = comparePredictions({ actual: zeros, champion: block.map(() => 10), candidate: block.map(() => 10), block }, { resamples: 100 });
	return { ...base, difference: { ...base.difference, delta: (low + high) / 2, interval: { low, high } }, ...overrides };
}

const judge = (spec: GateSpec, evidence: Partial<GateEvidence>) => judgeGate(spec, { ...NOTHING, ...evidence });

const filesOf = (flavors: readonly string[], paths: readonly string[]) => ({
	flavors,
	paths,
	code: paths.flatMap((path) => sniffFile(path, new Uint8Array()) ?? []),
});

describe('superiority, a retrain gate', () => {
	test.each([
		[-2.38, -0.94, 'passed', /^The candidate is shown better than the champion\. The difference .* interval -2\.38 to -0\.94, over 60 rows in 30 blocks\.$/],
		[0.1, 1.2, 'failed', /shown worse/],
		[-0.47, 1.21, 'inconclusive', /not shown better than the champion, nor worse/],
		[-1, 0, 'inconclusive', /not shown/],
	] as const)('%d to %d is %s', (low, high, status, sentence) => {
		const result = judge({ kind: 'superiority' }, { comparison: report(low, high) });
		expect(result.status).toBe(status);
		expect(result.sentence).toMatch(sentence);
		expect(result.evidence).toMatchObject({ low, high, blocks: 30, baselineMae: 10 });
	});

	test('few blocks, another baseline or no comparison conclude nothing', () => {
		expect(judge({ kind: 'superiority' }, { comparison: report(-3, -2, { blocks: 9 }) }).status).toBe('inconclusive');
		expect(judge({ kind: 'superiority' }, { comparison: report(-3, -2, { baseline: 'naive' }) }).status).toBe('inconclusive');
		expect(judge({ kind: 'superiority' }, {}).sentence).toBe('The candidate has not been compared with the champion yet.');
	});
});

describe('non-inferiority with a margin of 2 % of the champion error', () => {
	const spec: GateSpec = { kind: 'non-inferiority', marginShare: 0.02 };
	test.each([
		[-0.5, 0.19, 'passed'],
		[-0.5, 0.2, 'inconclusive'],
		[0.21, 0.5, 'failed'],
	] as const)('%d to %d is %s', (low, high, status) => {
		expect(judge(spec, { comparison: report(low, high) })).toMatchObject({ status, evidence: { margin: 0.2 } });
	});

	test('what superiority passes, non-inferiority passes; what it fails, superiority fails', () => {
		fc.assert(
			fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), (low, width) => {
				const comparison = report(low, low + width);
				const [strict, lenient] = [judge({ kind: 'superiority' }, { comparison }), judge(spec, { comparison })];
				if (strict.status === 'passed') expect(lenient.status).toBe('passed');
				if (lenient.status === 'failed') expect(strict.status).toBe('failed');
			}),
			{ numRuns: 50 },
		);
	});
});

describe('the other gates', () => {
	test('a first version must beat the naive rule', () => {
		expect(judge({ kind: 'beats-naive' }, { comparison: report(-2, -1, { baseline: 'naive' }) })).toMatchObject({ status: 'passed' });
		expect(judge({ kind: 'beats-naive' }, { comparison: report(-2, -1) }).status).toBe('inconclusive');
	});

	test('signatures', () => {
		const one = parseSignature({ inputs: '[{"type":"double","name":"x"}]' });
		const two = parseSignature({ inputs: '[{"type":"double","name":"y"}]' });
		const spec: GateSpec = { kind: 'signature-compatible' };
		expect(judge(spec, { signature: compareSignatures(one, one) }).status).toBe('passed');
		expect(judge(spec, { signature: compareSignatures(one, two) })).toMatchObject({
			status: 'failed',
			evidence: { broken: [expect.stringContaining('"x" was removed'), expect.stringContaining('"y" is new')] },
		});
		expect(judge(spec, {}).status).toBe('inconclusive');
	});

	test('expectations name the version and its first violation', () => {
		const spec: GateSpec = { kind: 'expectations-passed' };
		const kept = { passed: true, checked: 12, violationCount: 0, violations: [] };
		const row = {
			expectation: 'max' as const,
			column: 'temp',
			row: 7,
			value: '999',
			limit: 'at most 130',
			sentence: 'row 7, column "temp": 999 is not at most 130',
		};
		const broken = { passed: false, checked: 12, violationCount: 1, violations: [row] };
		const dataset = (version: number, of: typeof kept | typeof broken | null) => ({ name: 'flights', version, role: 'train' as const, report: of });
		expect(judge(spec, { datasets: [dataset(1, kept), dataset(2, null)] })).toMatchObject({
			status: 'passed',
			sentence: '12 expectations hold on flights v1, flights v2. flights v2 declares none.',
		});
		expect(judge(spec, { datasets: [dataset(1, kept), dataset(2, broken)] })).toMatchObject({
			status: 'failed',
			sentence: 'flights v2 broke expectations: row 7, column "temp": 999 is not at most 130.',
		});
		expect(judge(spec, { datasets: [dataset(1, null)] }).status).toBe('passed');
		expect(judge(spec, {}).status).toBe('inconclusive');
	});

	test.each([
		[['onnx', 'python_function'], ['MLmodel', 'model.onnx'], 'passed'],
		[['sklearn', 'python_function'], ['MLmodel', 'model.skops'], 'failed'],
		[['python_function'], ['MLmodel', 'code/model.py'], 'failed'],
		[['onnx'], ['MLmodel', 'model.onnx', 'extra/Helper.PKL'], 'failed'],
		[[], [], 'failed'],
	])('flavors %j with %j: %s', (flavors, paths, status) => {
		expect(judge({ kind: 'format-allowed', formats: ['onnx'] }, { files: filesOf(flavors, paths) }).status).toBe(status);
	});

	test('parity', () => {
		const spec: GateSpec = { kind: 'parity', maxDifferingShare: 0.01 };
		const logged = Array.from({ length: 1000 }, (_, row) => row);
		const moved = (rows: number) =>
			compareParity(
				logged,
				logged.map((value) => (value < rows ? value + 3 : value)),
			);
		expect(judge(spec, { parity: moved(2) })).toMatchObject({ status: 'passed', sentence: expect.stringContaining('2 of 1,000 rows (0.2 %)') });
		expect(judge(spec, { parity: moved(11) })).toMatchObject({ status: 'failed', sentence: expect.stringContaining('The limit is 1 % of rows.') });
		expect(judge(spec, {}).status).toBe('inconclusive');
	});
});

describe('all gates', () => {
	const specs: GateSpec[] = [
		{ kind: 'superiority' },
		{ kind: 'non-inferiority', marginShare: 0.02 },
		{ kind: 'beats-naive' },
		{ kind: 'signature-compatible' },
		{ kind: 'expectations-passed' },
		{ kind: 'format-allowed', formats: ['onnx'] },
		{ kind: 'parity', maxDifferingShare: 0.01 },
		{ kind: 'worst-slice', marginShare: 0.1 },
		{ kind: 'calibration', slopeTolerance: 0.2, biasShare: 0.25, maxEce: 0.05 },
		{ kind: 'latency', maxRatio: 1.5, maxP95Ms: null },
		{ kind: 'leakage', maxRowShare: 0.01, time: true },
		{ kind: 'behaviour', suite: 'arrivals', rule: 'all' },
		{ kind: 'model-card', licences: [] },
		{ kind: 'reproduction', metrics: ['holdout_mae'], tolerance: 0.001 },
	];

	test('there is one per kind, and none passes without evidence', () => {
		expect(specs.map((spec) => spec.kind)).toEqual([...GATE_KINDS]);
		for (const spec of specs) {
			expect(gateSpecSchema.parse(spec)).toEqual(spec);
			const result = judge(spec, {});
			expect(result.status).not.toBe('passed');
			expect(gateResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
		}
	});

	test('together: failed before inconclusive before passed', () => {
		const passed = judge({ kind: 'superiority' }, { comparison: report(-2, -1) });
		const open = judge({ kind: 'parity', maxDifferingShare: 0 }, {});
		const failed = judge({ kind: 'superiority' }, { comparison: report(1, 2) });
		expect(summarizeGates([passed, open, failed])).toEqual({ status: 'failed', sentence: '1 of 3 gates passed; failed: Better than the champion.' });
		expect(summarizeGates([passed, open]).status).toBe('inconclusive');
		expect(summarizeGates([passed])).toEqual({ status: 'passed', sentence: 'The only gate passed.' });
		expect(summarizeGates([]).status).toBe('inconclusive');
	});
});
