/*
 * Rules. Candidate and champion answer the same single rows in turn, in one process, so that a busy machine slows both.
 * What is judged is the ratio of their 95th percentiles, with an interval from pairs drawn with replacement: passed when it lies wholly
 * below the limit, failed when wholly above, otherwise inconclusive. A limit in milliseconds is judged by the candidate's own interval.
 */
import { formatCount, formatFigure, quantile, seededRandom, valueAt } from '../statistics/index.ts';
import { type GateResult, type GateStatus, gateResult } from './gate-result.ts';

/** Milliseconds per answer, in the order measured; pair i was measured back to back. */
export interface LatencyPairs {
	candidate: Float64Array;
	/** null for a first version. */
	champion: Float64Array | null;
	warmUp: number;
}

/** `maxRatio` 1.5: half as slow again as the champion. null: not judged. */
export interface LatencyLimits {
	maxRatio: number | null;
	maxP95Ms: number | null;
}

const RESAMPLES = 500;
const MIN_PAIRS = 100;
const TAIL = 0.025;

/** Does the artifact answer fast enough in the serving runtime? */
export function judgeLatency(pairs: LatencyPairs | null, limits: LatencyLimits): GateResult {
	const gate = 'latency';
	if (!pairs) return gateResult(gate, 'inconclusive', "The candidate's latency has not been measured yet.");
	const { candidate, champion, warmUp } = pairs;
	const rows = candidate.length;
	if (rows < MIN_PAIRS)
		return gateResult(gate, 'inconclusive', `${formatCount(rows)} answers are too few to judge a 95th percentile by; it takes ${MIN_PAIRS}.`);
	const measured = resample(pairs);
	const size = `${formatCount(rows)} rows one by one after ${formatCount(warmUp)} to warm up, in the serving runtime`;
	const own = `p95 ${formatFigure(measured.candidate.value)} ms`;
	const evidence = {
		p95Ms: measured.candidate.value,
		p50Ms: quantile(Float64Array.from(candidate).sort(), 0.5),
		championP95Ms: measured.champion?.value ?? null,
		ratio: measured.ratio?.value ?? null,
		low: measured.ratio?.low ?? null,
		high: measured.ratio?.high ?? null,
		rows,
		maxRatio: limits.maxRatio,
		maxP95Ms: limits.maxP95Ms,
	};
	const judged: { status: GateStatus; words: string }[] = [];
	if (limits.maxRatio !== null && champion && measured.ratio && measured.champion) {
		const { value, low, high } = measured.ratio;
		const words = `${formatFigure(value)} times the champion's ${formatFigure(measured.champion.value)} ms (interval ${formatFigure(low)} to ${formatFigure(high)}), at most ${formatFigure(limits.maxRatio)} allowed`;
		judged.push({ status: statusOf(measured.ratio, limits.maxRatio), words });
	}
	if (limits.maxP95Ms !== null)
		judged.push({ status: statusOf(measured.candidate, limits.maxP95Ms), words: `at most ${formatFigure(limits.maxP95Ms)} ms allowed` });
	if (judged.length === 0) return gateResult(gate, 'passed', `${own}; a first version has no champion to be compared with. ${size}.`, evidence);
	const status = (['failed', 'inconclusive'] as const).find((worse) => judged.some((one) => one.status === worse)) ?? 'passed';
	return gateResult(gate, status, `${own}, ${judged.map(({ words }) => words).join('; ')}. ${size}.`, evidence);
}

interface Interval {
	value: number;
	low: number;
	high: number;
}

function resample({ candidate, champion }: LatencyPairs): { candidate: Interval; champion: Interval | null; ratio: Interval | null } {
	const random = seededRandom(0);
	const rows = candidate.length;
	const drawn = { candidate: new Float64Array(RESAMPLES), champion: new Float64Array(RESAMPLES), ratio: new Float64Array(RESAMPLES) };
	const [own, other] = [new Float64Array(rows), new Float64Array(rows)];
	for (let i = 0; i < RESAMPLES; i += 1) {
		for (let row = 0; row < rows; row += 1) {
			const from = random.nextInt(rows);
			own[row] = valueAt(candidate, from);
			if (champion) other[row] = valueAt(champion, from);
		}
		const [a, b] = [p95(own), champion ? p95(other) : Number.NaN];
		drawn.candidate[i] = a;
		drawn.champion[i] = b;
		drawn.ratio[i] = a / b;
	}
	const value = { candidate: p95(candidate), champion: champion && p95(champion) };
	const interval = (point: number, values: Float64Array): Interval => {
		const sorted = Float64Array.from(values).sort();
		return { value: point, low: quantile(sorted, TAIL), high: quantile(sorted, 1 - TAIL) };
	};
	return {
		candidate: interval(value.candidate, drawn.candidate),
		champion: value.champion === null ? null : interval(value.champion, drawn.champion),
		ratio: value.champion === null ? null : interval(value.candidate / value.champion, drawn.ratio),
	};
}

function p95(values: Float64Array): number {
	return quantile(Float64Array.from(values).sort(), 0.95);
}

function statusOf({ low, high }: Interval, limit: number): GateStatus {
	if (high <= limit) return 'passed';
	return low > limit ? 'failed' : 'inconclusive';
}
