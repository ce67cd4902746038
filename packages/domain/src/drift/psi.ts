import { valueAt } from '../statistics/index.ts';

/** Reference mass per group, as a share: deciles, the convention PSI's usual thresholds come from. */
const GROUP_SHARE = 0.1;
/** The least share an empty bin is given (Evidently's constant); half a row where that is more. */
const FLOOR_SHARE = 1e-4;

/** `raw`: the index as usually printed. `expected`: its mean when nothing moved. `corrected`: raw - expected, not below 0. */
export interface PsiResult {
	raw: number;
	expected: number;
	corrected: number;
	bins: number;
}

/**
 * Population stability index, sum of (p - q) ln(p / q) over bins, from counts aligned by bin. Under no drift its mean is
 * about (B - 1)(1/n + 1/m) (Yurdakul 2018), which alone passes 0.1 for small windows, so `corrected` takes it off.
 * Bins empty on both sides don't count. An empty share becomes max(0.0001, half a row). No rows on a side gives zeros.
 */
export function psi(reference: ArrayLike<number>, current: ArrayLike<number>): PsiResult {
	if (reference.length !== current.length) {
		throw new RangeError(`bins differ: ${reference.length} against ${current.length}`);
	}
	const n = sum(reference);
	const m = sum(current);
	if (n === 0 || m === 0) return { raw: 0, expected: 0, corrected: 0, bins: 0 };
	let [raw, bins] = [0, 0];
	for (let bin = 0; bin < reference.length; bin += 1) {
		if (valueAt(reference, bin) + valueAt(current, bin) === 0) continue;
		const p = flooredShare(valueAt(reference, bin), n);
		const q = flooredShare(valueAt(current, bin), m);
		raw += (p - q) * Math.log(p / q);
		bins += 1;
	}
	const expected = (bins - 1) * (1 / n + 1 / m);
	return { raw, expected, corrected: Math.max(0, raw - expected), bins };
}

/**
 * Joins neighbouring bins into groups of about a tenth of the reference each. A bin that alone holds a tenth stays alone
 * when what came before it holds at least a hundredth. Returns both counts grouped the same way.
 */
export function groupToDeciles(reference: readonly number[], current: readonly number[]): { reference: number[]; current: number[] } {
	const target = sum(reference) * GROUP_SHARE;
	const groups: { reference: number; current: number }[] = [];
	let open = { reference: 0, current: 0 };
	reference.forEach((count, bin) => {
		if (count >= target && open.reference >= target / 10) {
			groups.push(open);
			open = { reference: 0, current: 0 };
		}
		open = { reference: open.reference + count, current: open.current + valueAt(current, bin) };
		if (open.reference >= target * (1 - 1e-9)) {
			groups.push(open);
			open = { reference: 0, current: 0 };
		}
	});
	const last = groups.pop() ?? { reference: 0, current: 0 };
	if (open.reference >= target / 2) groups.push(last, open);
	else groups.push({ reference: last.reference + open.reference, current: last.current + open.current });
	return { reference: groups.map((group) => group.reference), current: groups.map((group) => group.current) };
}

function flooredShare(count: number, total: number): number {
	return count > 0 ? count / total : Math.max(FLOOR_SHARE, 0.5 / total);
}

function sum(counts: ArrayLike<number>): number {
	let total = 0;
	for (let index = 0; index < counts.length; index += 1) total += valueAt(counts, index);
	return total;
}
