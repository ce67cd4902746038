'use client';
import { Card } from '@interlock/ui/base';
import { type ChartSeries, LineChart } from '@interlock/ui/chart';
import { formatMetric } from '@interlock/ui/data';
import { useMemo } from 'react';
import type { ChartRange, EndpointChart, EndpointDetail, VersionSeries } from './types.ts';

export interface EndpointChartsProps {
	charts: readonly EndpointChart[];
	steps: EndpointDetail['steps'];
	range: ChartRange;
	span: EndpointDetail['span'];
	nowMs: number;
}

/** Requests, latency, errors and mean prediction of both versions, limits and weight changes drawn in. */
export function EndpointCharts({ charts, steps, range, span, nowMs }: EndpointChartsProps) {
	return (
		<div className="grid gap-4 md:grid-cols-2">
			{charts.map((chart) => (
				<Chart key={chart.key} chart={chart} steps={chart.key === 'requests' ? steps : NO_STEPS} range={range} span={span} nowMs={nowMs} />
			))}
		</div>
	);
}

const NO_STEPS: EndpointDetail['steps'] = [];

function Chart({ chart, steps, range, span, nowMs }: { chart: EndpointChart } & Omit<EndpointChartsProps, 'charts'>) {
	const series = useMemo(
		() =>
			chart.series.map((s): ChartSeries => ({ key: `${s.role}/${s.version}`, label: `v${s.version}`, kind: kindOf(s, chart.series), x: s.atMs, y: s.values })),
		[chart.series],
	);
	const markers = useMemo(() => steps.filter((step) => step.atMs <= nowMs).map((step) => ({ x: step.atMs, label: step.label })), [steps, nowMs]);
	const limits = useMemo(() => (chart.limit ? [chart.limit] : []), [chart.limit]);
	const title = chart.unit ? `${chart.title}, ${chart.unit}` : chart.title;
	if (series.every((s) => s.x.length === 0)) {
		return (
			<Card label={title} className="px-3 py-2">
				<h2 className="text-body font-semibold">{title}</h2>
				<p className="grid h-[150px] place-content-center text-meta text-ink-3">No prediction in the last {WORD[range]}.</p>
			</Card>
		);
	}
	return (
		<Card label={title}>
			<LineChart title={title} summary={summaryOf(series)} series={series} xKind="time" span={span} limits={limits} markers={markers} />
		</Card>
	);
}

const EARLIER = [2, 3, 4, 5, 6] as const;

/** Champion and candidate keep their strokes; what served before them gets the colours in turn. */
function kindOf({ role, version }: VersionSeries, all: readonly VersionSeries[]): ChartSeries['kind'] {
	if (role !== 'earlier') return role;
	const at = all.filter((other) => other.role === 'earlier').findIndex((other) => other.version === version);
	return EARLIER[at % EARLIER.length] ?? 2;
}

const WORD: Record<ChartRange, string> = { '1h': 'hour', '12h': '12 hours', '7d': '7 days' };

function summaryOf(series: readonly ChartSeries[]): string {
	return series
		.map((s) => {
			const values = s.y.filter((value) => value !== null);
			return values.length === 0
				? `${s.label}: no value.`
				: `${s.label} between ${formatMetric(Math.min(...values))} and ${formatMetric(Math.max(...values))}.`;
		})
		.join(' ');
}
