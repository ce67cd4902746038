import { formatCount, valueAt } from '../statistics/index.ts';
import { meansOf, type ReliabilityPoint, type ScoredPair } from './error-curves.ts';

/** Rows by what was said and what was true, at the threshold. */
export interface Confusion {
	truePositive: number;
	falseNegative: number;
	falsePositive: number;
	trueNegative: number;
}

/** Shares of negatives and of positives that are called positive as the threshold falls. */
export interface RocPoint {
	falsePositiveRate: number;
	truePositiveRate: number;
}

/** How well one side tells yes from no. `auc` is null without rows of both kinds. */
export interface ClassSide {
	roc: RocPoint[];
	auc: number | null;
	brier: number;
	/** Mean negative log-likelihood; a probability counts as at least 1e-15 from 0 and 1. */
	logLoss: number;
	/** Ten equal parts of the probabilities, without empty ones. */
	reliability: ReliabilityPoint[];
	confusion: Confusion;
}

/** Where two classifiers of yes or no differ; predictions are probabilities of yes. */
export interface ClassCurves {
	task: 'classification';
	threshold: number;
	positives: number;
	negatives: number;
	baseline: ClassSide;
	candidate: ClassSide;
	/** What the threshold makes of it: "14 fewer missed, 6 more false alarms." */
	sentence: string;
}

export const THRESHOLD = 0.5;
const MAX_ROC_POINTS = 101;
const CERTAIN = 1e-15;

/** Whether the rows are answers of a classifier of yes or no: targets are 0 or 1, predictions within 0 and 1. */
export function isBinary({ actual, baseline, candidate }: ScoredPair): boolean {
	for (let row = 0; row < actual.length; row += 1) {
		const target = valueAt(actual, row);
		if (target !== 0 && target !== 1) return false;
		if (!isProbability(valueAt(baseline, row)) || !isProbability(valueAt(candidate, row))) return false;
	}
	return actual.length > 0;
}

/** ROC, calibration and confusion of both sides on the same rows.. */
export function classCurves({ actual, baseline, candidate }: ScoredPair, threshold = THRESHOLD): ClassCurves {
	let positives = 0;
	for (let row = 0; row < actual.length; row += 1) positives += valueAt(actual, row);
	const [before, after] = [sideOf(actual, baseline, threshold), sideOf(actual, candidate, threshold)];
	return {
		task: 'classification',
		threshold,
		positives,
		negatives: actual.length - positives,
		baseline: before,
		candidate: after,
		sentence: sentenceOf(before.confusion, after.confusion),
	};
}

function isProbability(value: number): boolean {
	return value >= 0 && value <= 1;
}

function sideOf(actual: ArrayLike<number>, predicted: ArrayLike<number>, threshold: number): ClassSide {
	let [square, loss] = [0, 0];
	const confusion: Confusion = { truePositive: 0, falseNegative: 0, falsePositive: 0, trueNegative: 0 };
	for (let row = 0; row < actual.length; row += 1) {
		const [truth, chance] = [valueAt(actual, row), valueAt(predicted, row)];
		square += (chance - truth) ** 2;
		loss -= Math.log(Math.min(1 - CERTAIN, Math.max(CERTAIN, truth === 1 ? chance : 1 - chance)));
		const said = chance >= threshold;
		confusion[truth === 1 ? (said ? 'truePositive' : 'falseNegative') : said ? 'falsePositive' : 'trueNegative'] += 1;
	}
	const rows = actual.length;
	return { ...rocOf(actual, predicted), brier: square / rows, logLoss: loss / rows, reliability: reliabilityOf(actual, predicted), confusion };
}

/** The curve through every distinct threshold, thinned to MAX_ROC_POINTS for drawing; the area is of the whole curve, ties counted half. */
function rocOf(actual: ArrayLike<number>, predicted: ArrayLike<number>): { roc: RocPoint[]; auc: number | null } {
	const order = Array.from({ length: actual.length }, (_, row) => row).sort((a, b) => valueAt(predicted, b) - valueAt(predicted, a));
	const positives = order.reduce((sum, row) => sum + valueAt(actual, row), 0);
	const negatives = order.length - positives;
	if (positives === 0 || negatives === 0) return { roc: [], auc: null };
	const points: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0 }];
	let [hits, alarms, area] = [0, 0, 0];
	for (let at = 0; at < order.length; ) {
		const chance = valueAt(predicted, order[at] ?? 0);
		const [hitsBefore, alarmsBefore] = [hits, alarms];
		for (; at < order.length && valueAt(predicted, order[at] ?? 0) === chance; at += 1) {
			if (valueAt(actual, order[at] ?? 0) === 1) hits += 1;
			else alarms += 1;
		}
		area += ((alarms - alarmsBefore) * (hits + hitsBefore)) / 2;
		points.push({ falsePositiveRate: alarms / negatives, truePositiveRate: hits / positives });
	}
	return { roc: thin(points), auc: area / (positives * negatives) };
}

function thin(points: RocPoint[]): RocPoint[] {
	if (points.length <= MAX_ROC_POINTS) return points;
	const last = points.length - 1;
	return Array.from({ length: MAX_ROC_POINTS }, (_, i) => points[Math.round((i * last) / (MAX_ROC_POINTS - 1))]).flatMap((point) => point ?? []);
}

function reliabilityOf(actual: ArrayLike<number>, predicted: ArrayLike<number>): ReliabilityPoint[] {
	const ofRow = Uint8Array.from({ length: actual.length }, (_, row) => Math.min(9, Math.floor(valueAt(predicted, row) * 10)));
	const sizes = new Array<number>(10).fill(0);
	for (const bin of ofRow) sizes[bin] = (sizes[bin] ?? 0) + 1;
	return meansOf(sizes, ofRow, predicted, actual).flatMap(({ rows, first, second }) => (rows > 0 ? [{ rows, predicted: first, actual: second }] : []));
}

function sentenceOf(before: Confusion, after: Confusion): string {
	const missed = after.falseNegative - before.falseNegative;
	const alarms = after.falsePositive - before.falsePositive;
	if (missed === 0 && alarms === 0) return 'As many missed and as many false alarms as before.';
	return `${more(missed)} missed, ${more(alarms)} false ${Math.abs(alarms) === 1 ? 'alarm' : 'alarms'}.`;
}

function more(difference: number): string {
	if (difference === 0) return 'as many';
	return `${formatCount(Math.abs(difference))} ${difference < 0 ? 'fewer' : 'more'}`;
}
