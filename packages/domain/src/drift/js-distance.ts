import { valueAt } from '../statistics/index.ts';

/** `raw`: square root of the divergence. `corrected`: the same after its mean under no drift was taken off, not below 0. */
export interface JsDistanceResult {
	raw: number;
	corrected: number;
}

/**
 * Jensen-Shannon distance (natural logarithm, 0 .. 0.833) of two categorical distributions from counts aligned by
 * category. Unlike Cramer's V it doesn't shrink when one sample is much larger. Its square is about an eighth of the
 * chi-square distance, so under no drift it has mean (B - 1)(1/n + 1/m) / 8 (second-order expansion), which `corrected`
 * takes off. No rows on a side gives zeros.
 */
export function jsDistance(reference: ArrayLike<number>, current: ArrayLike<number>): JsDistanceResult {
	if (reference.length !== current.length) {
		throw new RangeError(`categories differ: ${reference.length} against ${current.length}`);
	}
	let [n, m, categories] = [0, 0, 0];
	for (let index = 0; index < reference.length; index += 1) {
		n += valueAt(reference, index);
		m += valueAt(current, index);
		if (valueAt(reference, index) + valueAt(current, index) > 0) categories += 1;
	}
	if (n === 0 || m === 0) return { raw: 0, corrected: 0 };
	let divergence = 0;
	for (let index = 0; index < reference.length; index += 1) {
		const p = valueAt(reference, index) / n;
		const q = valueAt(current, index) / m;
		divergence += (informationOf(p, (p + q) / 2) + informationOf(q, (p + q) / 2)) / 2;
	}
	const expected = ((categories - 1) * (1 / n + 1 / m)) / 8;
	return { raw: Math.sqrt(Math.max(0, divergence)), corrected: Math.sqrt(Math.max(0, divergence - expected)) };
}

function informationOf(share: number, mean: number): number {
	return share === 0 ? 0 : share * Math.log(share / mean);
}
