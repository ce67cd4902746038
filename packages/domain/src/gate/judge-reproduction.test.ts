import { describe, expect, test } from 'vitest';
import { gateResultSchema, judgeGate, judgeReproduction, pendingReproduction, type ReproductionReport } from './index.ts';
import { NOTHING } from './test-evidence.ts';

const runs = { first: { runId: '1'.repeat(32), name: 'flights' }, again: { runId: '2'.repeat(32), name: 'flights again' } };
const data = (sha256: string) => ({
	digest: sha256.repeat(64),
	files: [
		{ path: 'model.onnx', sha256: sha256.repeat(64) },
		{ path: 'notes.txt', sha256: 'f'.repeat(64) },
	],
});
type Metrics = { name: string; first: number | null; again: number | null }[];
const SERVED = { first: 20, again: 20.1 };
const trained = (
	again: ReturnType<typeof data> | null,
	metrics: Metrics = [],
	served: typeof SERVED | { first: null; again: null } = SERVED,
): ReproductionReport => ({
	state: 'trained',
	...runs,
	artifact: { first: data('a'), again },
	metrics,
	served,
});
const NONE = { metrics: [], tolerance: 0.01 };
const MAE = { metrics: ['holdout_mae'], tolerance: 0.01 };
const mae = (first: number | null, again: number | null) => [{ name: 'holdout_mae', first, again }];

describe('training a version again from its lock', () => {
	test('passes when the artifact has the same bytes, whatever the metrics say', () => {
		const result = judgeReproduction(trained(data('a'), mae(12, 99)), MAE);
		expect(result).toMatchObject({ status: 'passed', sentence: 'Trained again, the artifact has the same bytes (aaaaaaaaaaaa).' });
		expect(result.evidence).toMatchObject({ sameBytes: true, firstRun: '1'.repeat(32), againRun: '2'.repeat(32), runName: 'flights again' });
	});

	test('fails on other bytes where the policy names no metric, and says which files differ', () => {
		const result = judgeReproduction(trained(data('b')), NONE);
		expect(result).toMatchObject({ status: 'failed', evidence: { sameBytes: false, differing: ['model.onnx'] } });
		expect(result.sentence).toBe('Trained again, the artifact has other bytes (model.onnx), and the policy names no metric to compare by.');
	});

	test.each([
		[
			12,
			12.1,
			'passed',
			'holdout_mae 12.00, then 12.10 (0.83 % apart); error on the held-out data 20.00, then 20.10 (0.5 % apart); at most 1 % apart allowed.',
		],
		[12, 12, 'passed', 'holdout_mae 12.00, then 12.00 (equal); error on the held-out data 20.00, then 20.10 (0.5 % apart); at most 1 % apart allowed.'],
		[-12, -12.5, 'failed', 'holdout_mae -12.00, then -12.50 (4.2 % apart); at most 1 % apart allowed.'],
		[0, 0.1, 'failed', 'holdout_mae 0.00, then 0.10 (+0.10); at most 1 % apart allowed.'],
		[0, 0, 'passed', 'holdout_mae 0.00, then 0.00 (equal); error on the held-out data 20.00, then 20.10 (0.5 % apart); at most 1 % apart allowed.'],
	] as const)('with other bytes, %d and then %d is %s at a tolerance of 1 %%', (first, again, status, words) => {
		const result = judgeReproduction(trained(data('b'), mae(first, again)), MAE);
		expect(result.sentence).toBe(`Trained again, the artifact has other bytes (model.onnx); ${words}`);
		expect(result).toMatchObject({ status, evidence: { 'first.holdout_mae': first, 'again.holdout_mae': again, tolerance: 0.01 } });
	});

	test.each([
		[null, 12, 'the second run only'],
		[12, null, 'the first run only'],
		[null, null, 'neither run'],
	])('concludes nothing from a metric that is %s, then %s', (first, again, who) => {
		const result = judgeReproduction(trained(data('b'), mae(first, again)), MAE);
		expect(result.status).toBe('inconclusive');
		expect(result.sentence).toContain(`holdout_mae was logged by ${who}; log it in the training. Else ask for a waiver.`);
	});

	test('equal logged metrics do not pass when the artifacts answer differently, measured in the serving runtime', () => {
		const result = judgeReproduction(trained(data('b'), mae(12, 12), { first: 20, again: 30 }), MAE);
		expect(result.status).toBe('failed');
		expect(result.sentence).toContain('error on the held-out data 20.00, then 30.00 (50 % apart)');
		expect(judgeReproduction(trained(data('b'), mae(12, 12), { first: null, again: null }), MAE)).toMatchObject({
			status: 'inconclusive',
			sentence: expect.stringContaining('error on the held-out data of the version could not be measured'),
		});
	});

	test('a metric beyond its tolerance fails the gate also beside one that is not known', () => {
		const limits = { metrics: ['holdout_mae', 'unknown'], tolerance: 0.01 };
		expect(judgeReproduction(trained(data('b'), mae(12, 13)), limits).status).toBe('failed');
	});

	test('fails when the second run logged no model', () => {
		expect(judgeReproduction(trained(null), NONE)).toMatchObject({ status: 'failed', sentence: expect.stringContaining('logged no model') });
	});

	test('names files that only one of the artifacts has, three at most', () => {
		const again = { digest: 'b'.repeat(64), files: ['a', 'b', 'c', 'd'].map((path) => ({ path, sha256: 'b'.repeat(64) })) };
		expect(judgeReproduction(trained(again), NONE).sentence).toContain('other bytes (a, b, c and 3 more)');
	});

	test('is pending before it begins and running while it trains, with the run to look at', () => {
		expect(judgeGate({ kind: 'reproduction', ...NONE }, NOTHING)).toEqual(pendingReproduction());
		expect(judgeReproduction({ state: 'training', ...runs }, NONE)).toMatchObject({
			status: 'running',
			sentence: 'flights is trained again, as flights again.',
			evidence: { run: '2'.repeat(32) },
		});
	});

	test.each([
		['no-run', [], /names no run.* or ask for a waiver\.$/],
		['not-trained-here', [], /logged from outside and has no lock\. Start the training from a template/],
		['inputs-gone', ['flights v3', 'nyc-flights/train.py'], /not stored any more: flights v3, nyc-flights\/train\.py\. Train it anew/],
	] as const)('is inconclusive when it can not be trained again (%s), and says what to do', (why, what, sentence) => {
		const result = judgeReproduction({ state: 'impossible', why, what }, NONE);
		expect(result.status).toBe('inconclusive');
		expect(result.sentence).toMatch(sentence);
	});

	test('is inconclusive when the training broke off or was stopped', () => {
		const broken = judgeReproduction({ state: 'broken-off', ...runs, reason: 'The training ended with exit code 3.' }, NONE);
		expect(broken.sentence).toBe('Training again broke off: The training ended with exit code 3. Try again, or ask for a waiver.');
		expect(judgeReproduction({ state: 'stopped', ...runs, reason: 'the change was closed' }, NONE)).toMatchObject({
			status: 'inconclusive',
			sentence: 'Training again was stopped: the change was closed.',
		});
	});

	test('every result is one that a gate may have', () => {
		const reports: (ReproductionReport | null)[] = [null, { state: 'training', ...runs }, trained(data('a')), trained(data('b'), mae(1, 2)), trained(null)];
		for (const report of reports) expect(() => gateResultSchema.parse(judgeReproduction(report, MAE))).not.toThrow();
	});
});
