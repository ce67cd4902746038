import { formatCoarse, formatDay, formatMetric, formatStamp, formatUtc } from '../data/format.ts';

export type AxisKind = 'step' | 'time' | 'age';

/** A tick on the x axis: steps in thousands, times as clock or day, ages as "−2 h". */
export function formatTick(kind: AxisKind, value: number, spanMs: number): string {
	if (kind === 'step') return Math.abs(value) >= 1000 ? `${Number((value / 1000).toFixed(1))}k` : String(value);
	if (kind === 'age') return value === 0 ? 'now' : `−${formatCoarse(-value)}`;
	const stamp = formatStamp(value);
	const [day = '', clock = ''] = stamp.split(', ');
	if (spanMs > 60 * 86_400_000) return formatDay(value).split(' ').slice(1).join(' ');
	return spanMs > 2 * 86_400_000 ? day : clock;
}

/** An x value in words, for the cursor and the table. */
export function formatX(kind: AxisKind, value: number): string {
	if (kind === 'step') return `step ${value.toLocaleString('en-GB')}`;
	if (kind === 'age') return value === 0 ? 'now' : `${formatCoarse(-value)} ago`;
	return formatUtc(value);
}

/** A y value with its unit. */
export function formatY(value: number | null | undefined, unit: string | undefined): string {
	if (value === null || value === undefined) return '—';
	return unit ? `${formatMetric(value)} ${unit}` : formatMetric(value);
}
