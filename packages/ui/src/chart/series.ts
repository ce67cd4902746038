import type { SeriesKind } from './chart-theme.ts';
import type { Points } from './m4.ts';

export interface ChartSeries extends Points {
	key: string;
	label: string;
	kind: SeriesKind;
	/** Still growing: its last point is marked. */
	live?: boolean;
}

/** Series with their own x values on one axis: undefined where a series has no point there (drawn through), null where it has a gap. */
export function alignSeries(series: readonly Points[]): { x: number[]; ys: (number | null | undefined)[][] } {
	const x = [...new Set(series.flatMap((s) => s.x))].sort((a, b) => a - b);
	const at = new Map(x.map((value, index) => [value, index]));
	const ys = series.map((s) => {
		const column = new Array<number | null | undefined>(x.length).fill(undefined);
		s.x.forEach((value, i) => {
			const index = at.get(value);
			if (index !== undefined) column[index] = s.y[i] ?? null;
		});
		return column;
	});
	return { x, ys };
}

/** The last value that isn't a gap. */
export function lastValue(series: Points): number | null {
	for (let i = series.y.length - 1; i >= 0; i--) {
		const value = series.y[i];
		if (value !== null && value !== undefined) return value;
	}
	return null;
}
