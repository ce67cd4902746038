'use client';
import { Card, cn, EmptyState } from '@interlock/ui/base';
import { HeatGrid, HeatRamp } from '@interlock/ui/chart';
import { formatNumber, type Stat, StatStrip, Time } from '@interlock/ui/data';
import { ChartScatter } from 'lucide-react';
import Link from 'next/link';
import { EndpointHead } from '../deployment/endpoint-view.tsx';
import { driftLevel } from './drift-level.ts';
import { Retrains } from './retrains.tsx';
import type { DriftDetail, DriftWindow } from './types.ts';
import { WindowPanel } from './window-panel.tsx';

export interface DriftViewProps {
	place: { org: string; project: string };
	drift: DriftDetail;
}

/** Drift and decay are different things: the grid shows how columns moved, the strip and the chart what it cost. */
export function DriftView({ place, drift }: DriftViewProps) {
	const here = `/${place.org}/${place.project}/deployments/${drift.endpoint}/drift`;
	const selected = drift.windows.find((window) => window.window === drift.selected) ?? drift.windows.at(-1);
	return (
		<>
			<EndpointHead place={place} endpoint={{ name: drift.endpoint, environment: drift.environment, model: drift.model }} tab="drift" />
			{!selected ? (
				<EmptyState icon={<ChartScatter size={24} aria-hidden />} title="Nothing to compare yet">
					A window is a month by event time. The first one is judged when predictions of it have arrived; its error when their labels have.
				</EmptyState>
			) : (
				<>
					<div className="px-4 pt-4 sm:px-6">
						<StatStrip label={`Window ${selected.window}`} stats={statsOf(selected, drift)} />
					</div>
					<div className="grid items-start gap-4 px-4 pt-4 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_376px]">
						<div className="grid min-w-0 gap-4">
							<Card
								title="Feature drift by window"
								meta={drift.reference ? `against ${drift.reference.dataset} v${drift.reference.version}${drift.reference.period ? `, ${drift.reference.period}` : ''}` : undefined}
								aside={<HeatRamp low="none" high="over twice the margin" />}
							>
								<div className="p-3">
									<HeatGrid
										label="Feature drift by window"
										columns={drift.windows.map((window) => ({
											key: window.window,
											title: window.window,
											current: window === selected,
											link: (
												<Link href={`${here}?window=${window.window}`} scroll={false} aria-current={window === selected ? 'true' : undefined} className={cn('block px-1 leading-6 hover:underline', window === selected && 'font-semibold')}>
													{window.window}
												</Link>
											),
										}))}
										rows={drift.columns.map((column, i) => ({
											key: column,
											title: column,
											cells: drift.windows.map((window) => cellOf(column, window, i)),
										}))}
									/>
									<p className="mt-2 flex items-center gap-1.5 text-stamp text-ink-3">
										<span aria-hidden className="size-1.5 rounded-full bg-surface ring-1 ring-ink" />
										drifted: over the margin, and significant after Benjamini-Hochberg
									</p>
								</div>
							</Card>
							<Retrains place={place} retrains={drift.retrains} />
						</div>
						<WindowPanel drift={drift} selected={selected} />
					</div>
				</>
			)}
		</>
	);
}

function cellOf(column: string, window: DriftWindow, index: number) {
	const reach = window.effectOverMargin[index] ?? null;
	const marked = window.drifted[index] ?? false;
	const words = reach === null ? 'not judged' : `${formatNumber(reach, 2)} times the margin${marked ? ', drifted' : ''}`;
	return { level: reach === null ? null : driftLevel(reach), words: `${column}, ${window.window}: ${words}`, marked };
}

function statsOf(window: DriftWindow, drift: DriftDetail): Stat[] {
	const error = (value: number | null) => (value === null ? '—' : formatNumber(value, 2));
	const worse = window.error !== null && window.referenceError !== null ? (window.error / window.referenceError - 1) * 100 : null;
	return [
		{ key: 'window', label: 'Window', value: window.window, note: <Time ms={window.evaluatedAtMs} nowMs={drift.nowMs} /> },
		{ key: 'predictions', label: 'Predictions', value: window.predictions.toLocaleString('en-GB'), note: `by v${window.version}` },
		{
			key: 'labelled',
			label: 'With labels',
			value: window.labelled.toLocaleString('en-GB'),
			note: window.predictions === 0 ? '—' : `${formatNumber((window.labelled / window.predictions) * 100, 0)}%`,
		},
		{
			key: 'drifted',
			label: 'Drifted columns',
			value: `${window.driftedColumns} of ${drift.columns.length}`,
			tone: window.driftedColumns > 0 ? 'warn' : 'ok',
			note: window.driftedColumns > 0 ? 'moved, whatever it costs' : 'none moved',
		},
		{
			key: 'error',
			label: 'Error',
			value: window.error === null ? 'no labels' : `${error(window.error)} ${drift.unit}`,
			tone: window.error === null ? undefined : window.decayed ? 'bad' : 'ok',
			note: window.error === null ? 'waiting for them' : window.decayed ? 'decayed' : 'holds',
		},
		{
			key: 'reference',
			label: 'Error on reference',
			value: window.referenceError === null ? '—' : `${error(window.referenceError)} ${drift.unit}`,
			note: worse === null ? '—' : `${worse > 0 ? '+' : '−'}${formatNumber(Math.abs(worse), 0)}% now`,
		},
	];
}
