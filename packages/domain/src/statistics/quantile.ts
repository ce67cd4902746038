import { valueAt } from './value-at.ts';

/**
 * The `level` quantile (0 .. 1) of ascending `sorted`, linear between order statistics: Hyndman and Fan's type 7,
 * which is also numpy's default. NaN for an empty sample. Throws RangeError for a level outside 0 .. 1.
 */
export function quantile(sorted: ArrayLike<number>, level: number): number {
	if (!(level >= 0 && level <= 1)) throw new RangeError(`level must be in 0 .. 1, got ${level}`);
	if (sorted.length === 0) return Number.NaN;
	const position = (sorted.length - 1) * level;
	const below = Math.floor(position);
	const low = valueAt(sorted, below);
	if (position === below) return low;
	return low + (position - below) * (valueAt(sorted, below + 1) - low);
}

/** Several quantiles of unsorted `values` (a sorted copy is made). NaN values are the caller's to remove. */
export function quantiles(values: ArrayLike<number>, levels: readonly number[]): number[] {
	const sorted = Float64Array.from(values).sort();
	return levels.map((level) => quantile(sorted, level));
}
