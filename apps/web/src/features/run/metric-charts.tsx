'use client';
import { Card } from '@interlock/ui/base';
import { LineChart } from '@interlock/ui/chart';
import { formatMetric } from '@interlock/ui/data';
import { useMemo } from 'react';
import type { MetricCurve } from './types.ts';

/** A chart per metric: raw values by step, never smoothed. Metrics logged once stand above as figures. */
export function MetricCharts({ metrics, live }: { metrics: readonly MetricCurve[]; live: boolean }) {
	if (metrics.length === 0) {
		return (
			<Card label="Metrics">
				<p className="px-3 py-10 text-center text-ink-3">{live ? 'The first metric appears here as soon as it is logged.' : 'This run logged no metric.'}</p>
			</Card>
		);
	}
	const figures = metrics.filter((metric) => metric.logged === 1);
	const curves = metrics.filter((metric) => metric.logged > 1);
	return (
		<div className="grid gap-4">
			{figures.length > 0 && <Figures metrics={figures} />}
			{curves.length > 0 && (
				<div className="grid gap-4 md:grid-cols-2">
					{curves.map((metric) => (
						<MetricChart key={metric.key} metric={metric} live={live} />
					))}
				</div>
			)}
		</div>
	);
}

/** Metrics logged once: a figure says more than a line of one point. */
function Figures({ metrics }: { metrics: readonly MetricCurve[] }) {
	return (
		<Card label="Metrics logged once">
			<dl className="grid grid-cols-[repeat(auto-fill,minmax(132px,1fr))] gap-x-4 gap-y-3 px-3 py-2.5">
				{metrics.map((metric) => (
					<div key={metric.key}>
						<dt className="truncate mono text-ink-2">{metric.key}</dt>
						<dd className="text-value font-semibold tabular-nums">{metric.last === null ? 'NaN' : formatMetric(metric.last)}</dd>
					</div>
				))}
			</dl>
		</Card>
	);
}

function MetricChart({ metric, live }: { metric: MetricCurve; live: boolean }) {
	const series = useMemo(() => [{ key: metric.key, label: metric.key, kind: 1 as const, x: metric.steps, y: metric.values, live }], [metric, live]);
	return (
		<Card label={metric.key}>
			<LineChart title={metric.key} meta={metaOf(metric)} summary={summaryOf(metric)} series={series} xKind="step" />
		</Card>
	);
}

function metaOf(metric: MetricCurve): string {
	return `${metric.logged.toLocaleString('en-GB')} points`;
}

function summaryOf(metric: MetricCurve): string {
	const values = metric.values.filter((value) => value !== null);
	if (values.length === 0) return 'Only NaN was logged.';
	return `Lowest ${formatMetric(Math.min(...values))}, highest ${formatMetric(Math.max(...values))}, newest ${metric.last === null ? 'NaN' : formatMetric(metric.last)}.`;
}
