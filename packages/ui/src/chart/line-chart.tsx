'use client';
import { ChartLine, Table2 } from 'lucide-react';
import { lazy, type KeyboardEvent, Suspense, useMemo, useState } from 'react';
import { IconButton } from '../base/icon-button.tsx';
import { type AxisKind, formatX, formatY } from './format-axis.ts';
import { Legend } from './legend.tsx';
import { alignSeries, type ChartSeries } from './series.ts';
import { SeriesTable } from './series-table.tsx';
import type { AxisSpan, ChartLimit, ChartMarker } from './uplot-options.ts';

const LinePlot = lazy(() => import('./line-plot.tsx').then((module) => ({ default: module.LinePlot })));

export interface LineChartProps {
	title: string;
	/** Beside the title, quieter. */
	meta?: string;
	/** The picture in a sentence, for those who don't see it. */
	summary: string;
	unit?: string;
	series: readonly ChartSeries[];
	xKind: AxisKind;
	limits?: readonly ChartLimit[];
	markers?: readonly ChartMarker[];
	/** What the x axis shows; as wide as the points unless given. */
	span?: AxisSpan;
	height?: number;
	/** The heading's level on this page. */
	level?: 2 | 3;
}

const NONE: never[] = [];

/** Lines over steps or time: a labelled figure with a cursor for arrow keys and the same numbers as a table. Raw values, never smoothed. */
export function LineChart({ title, meta, summary, unit, series, xKind, limits = NONE, markers = NONE, span, height = 150, level = 2 }: LineChartProps) {
	const [asTable, setAsTable] = useState(false);
	const [cursor, setCursor] = useState<number | null>(null);
	const aligned = useMemo(() => alignSeries(series), [series]);
	const Heading = `h${level}` as const;

	function onKeyDown(event: KeyboardEvent) {
		const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
		if (!step) return;
		event.preventDefault();
		setCursor((at) => Math.min(Math.max((at ?? aligned.x.length) + step, 0), aligned.x.length - 1));
	}

	const x = cursor === null ? undefined : aligned.x[cursor];
	const atCursor = cursor === null ? undefined : series.map((_, i) => aligned.ys[i]?.[cursor] ?? null);
	return (
		<figure aria-label={title} className="min-w-0">
			<figcaption className="flex min-h-8 flex-wrap items-center gap-x-2 px-3 pt-1.5">
				<Heading className="text-body font-semibold">{title}</Heading>
				{meta && <span className="text-meta text-ink-3">{meta}</span>}
				<span className="ml-auto flex items-center gap-3">
					<Legend series={series} unit={unit} values={atCursor} />
					<IconButton
						label={asTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
						icon={asTable ? <ChartLine size={14} aria-hidden /> : <Table2 size={14} aria-hidden />}
						onClick={() => setAsTable(!asTable)}
					/>
				</span>
			</figcaption>
			{asTable ? (
				<SeriesTable title={title} aligned={aligned} series={series} xKind={xKind} unit={unit} />
			) : (
				<div
					tabIndex={0}
					role="group"
					aria-roledescription="chart"
					aria-label={`${title}. ${summary} Arrow keys move over the points.`}
					onKeyDown={onKeyDown}
					className="-outline-offset-2 px-1 pb-1"
				>
					<Suspense fallback={<div style={{ height }} />}>
						<LinePlot series={series} xKind={xKind} limits={limits} markers={markers} span={span} height={height} cursorX={x ?? null} />
					</Suspense>
					<span role="status" className="sr-only">
						{x !== undefined && `${formatX(xKind, x)}: ${series.map((s, i) => `${s.label} ${formatY(atCursor?.[i], unit)}`).join(', ')}`}
					</span>
				</div>
			)}
		</figure>
	);
}
