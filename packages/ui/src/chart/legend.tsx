import { cn } from '../base/cn.ts';
import { isDashed, seriesToken } from './chart-theme.ts';
import { formatY } from './format-axis.ts';
import { type ChartSeries, lastValue } from './series.ts';

export interface LegendProps {
	series: readonly ChartSeries[];
	unit?: string;
	/** Values to show in place of the last ones. */
	values?: readonly (number | null)[];
}

/** Names, strokes and newest values of a chart's series. */
export function Legend({ series, unit, values }: LegendProps) {
	return (
		<span className="flex flex-wrap items-center gap-x-3 text-meta tabular-nums">
			{series.map((s, i) => (
				<span key={s.key} className="inline-flex items-center gap-1.5 text-ink-2">
					{series.length > 1 && (
						<span aria-hidden className={cn('w-4 border-t-2', isDashed(s.kind) && 'border-dashed')} style={{ borderColor: `var(--${seriesToken(s.kind)})` }} />
					)}
					{series.length > 1 && s.label}
					<span className="font-strong text-ink">{formatY(values ? values[i] : lastValue(s), unit)}</span>
				</span>
			))}
		</span>
	);
}
