/*
 * Rules. A column gets two numbers: how surely it moved (p) and how far (effect).
 * Numbers: Kolmogorov-Smirnov on the reference's bins, and PSI on the reference's deciles. Categories: two-sample
 * chi-square with rare ones pooled, and the Jensen-Shannon distance. Both effects have their mean under no drift taken off.
 * A missing value is a category of its own in the effect. Where a side has missing values, their share is tested too and
 * the smaller of the two p-values counts, doubled (Bonferroni).
 */
import type { CategoryColumnProfile, ColumnProfile, NumericColumnProfile } from '../dataset/index.ts';
import { chiSquareTwoSample, ksFromBins } from '../statistics/index.ts';
import type { ColumnDrift } from './drift-report.ts';
import { jsDistance } from './js-distance.ts';
import { groupToDeciles, psi } from './psi.ts';
import type { WindowColumn } from './window-profile.ts';

/** One column before correction for many columns, without a judgement. */
export type TestedColumn = Omit<ColumnDrift, 'adjustedPValue' | 'margin' | 'drifted' | 'sentence'>;

/** Tests one window column against its reference; null where the two aren't of the same kind. */
export function testColumn(reference: ColumnProfile, current: WindowColumn): TestedColumn | null {
	if (reference.kind === 'numeric' && current.kind === 'numeric') return testNumeric(reference, current);
	if ((reference.kind === 'text' || reference.kind === 'boolean') && current.kind === 'category') {
		return testCategory(reference, current);
	}
	return null;
}

function testNumeric(reference: NumericColumnProfile, current: WindowColumn & { kind: 'numeric' }): TestedColumn {
	const grouped = groupToDeciles(reference.driftBins.counts, current.driftCounts);
	const moved = psi([...grouped.reference, reference.missing], [...grouped.current, current.missing]).corrected;
	const { statistic, pValue } = ksFromBins(reference.driftBins.counts, current.driftCounts);
	return {
		column: reference.name,
		...strongerTest({ test: 'ks', statistic, pValue }, reference, current),
		effectName: 'psi',
		effect: moved,
		psi: moved,
		...sizesOf(reference, current),
		referenceMean: reference.mean,
		currentMean: current.mean,
		bars: {
			kind: 'numeric',
			edges: reference.histogram.edges,
			reference: reference.histogram.counts,
			current: current.histogramCounts,
		},
	};
}

function testCategory(reference: CategoryColumnProfile, current: WindowColumn & { kind: 'category' }): TestedColumn {
	const before = [...reference.top.map(({ count }) => count), reference.otherCount];
	const after = [...current.counts, current.otherCount];
	const { statistic, pValue } = chiSquareTwoSample(before, after);
	const [beforeAll, afterAll] = [
		[...before, reference.missing],
		[...after, current.missing],
	];
	return {
		column: reference.name,
		...strongerTest({ test: 'chi-square', statistic, pValue }, reference, current),
		effectName: 'js-distance',
		effect: jsDistance(beforeAll, afterAll).corrected,
		psi: psi(beforeAll, afterAll).corrected,
		...sizesOf(reference, current),
		referenceMean: null,
		currentMean: null,
		bars: {
			kind: 'category',
			values: [...reference.top.map(({ value }) => value), 'other'],
			reference: before,
			current: after,
		},
	};
}

type Tested = Pick<TestedColumn, 'test' | 'statistic' | 'pValue'>;
interface Sized {
	count: number;
	missing: number;
}

function strongerTest(values: Tested, reference: Sized, current: Sized): Tested {
	if (reference.missing === 0 && current.missing === 0) return values;
	const missing = chiSquareTwoSample([reference.count - reference.missing, reference.missing], [current.count - current.missing, current.missing]);
	const pValue = Math.min(1, 2 * Math.min(values.pValue, missing.pValue));
	if (values.pValue <= missing.pValue) return { ...values, pValue };
	return { test: 'missing', statistic: missing.statistic, pValue };
}

function sizesOf(reference: Sized, current: Sized) {
	return {
		referenceRows: reference.count,
		currentRows: current.count,
		referenceMissing: reference.count === 0 ? 0 : reference.missing / reference.count,
		currentMissing: current.count === 0 ? 0 : current.missing / current.count,
	};
}
