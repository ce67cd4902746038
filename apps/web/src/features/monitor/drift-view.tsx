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
import { WindowActions } from './window-actions.tsx';
import { WindowPanel } from './window-panel.tsx';

export interface DriftViewProps {
	place: { org: string; project: string };
	drift: DriftDetail;
	/** Evaluates the window in view now. */
	onRun: (window: string) => Promise<string | null>;
	onRetrain: (window: string, reason: string) => Promise<string | null>;
}

/** Drift and decay are different things: the grid shows how columns moved, the strip and the chart what it cost. */
export function DriftView({ place, drift, onRun, onRetrain }: DriftViewProps) {
	const here = `/${place.org}/${place.project}/deployments/${drift.endpoint}/drift`;
	const selected = drift.windows.find((window) => window.window === drift.selected?.window) ?? drift.windows.at(-1);
	return (
		<>
			<EndpointHead
				place={place}
				endpoint={{ name: drift.endpoint, environment: drift.environment, model: drift.model }}
				tab="drift"
				actions={selected && <WindowActions drift={drift} window={selected.window} onRun={onRun} onRetrain={onRetrain} />}
			/>
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
								meta={drift.reference ? `against ${drift.reference.datasets}` : undefined}
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
												<Link
													href={`${here}?window=${window.window}`}
													scroll={false}
													aria-current={window === selected ? 'true' : undefined}
													className={cn('block px-1 leading-6 hover:underline', window === selected && 'font-semibold')}
												>
													{window.window}
												</Link>
											),
										}))}
										rows={drift.columns.map((column) => ({
											key: column,
											title: column,
											cells: drift.windows.map((window) => cellOf(column, window)),
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

function cellOf(column: string, window: DriftWindow) {
	const judged = window.columns[column];
	if (!judged) return { level: null, words: `${column}, ${window.window}: not judged`, marked: false };
	const words = `${formatNumber(judged.effectOverMargin, 2)} times the margin${judged.drifted ? ', drifted' : ''}`;
	return { level: driftLevel(judged.effectOverMargin), words: `${column}, ${window.window}: ${words}`, marked: judged.drifted };
}

const DECAY: Record<DriftWindow['decay'], string> = {
	decayed: 'decayed',
	steady: 'holds',
	'not-enough-labels': 'too few labels to judge',
	'no-reference': 'nothing to compare with',
};

function statsOf(window: DriftWindow, drift: DriftDetail): Stat[] {
	const error = (value: number | null) => (value === null ? '—' : formatNumber(value, 2));
	const worse = window.error !== null && window.referenceError !== null ? (window.error / window.referenceError - 1) * 100 : null;
	return [
		{
			key: 'window',
			label: 'Window',
			value: window.window,
			note: window.stale ? 'more has come since' : <Time ms={window.evaluatedAtMs} nowMs={drift.nowMs} />,
		},
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
			value: window.drift === 'not-enough-data' ? 'too few' : `${window.driftedColumns} of ${drift.columns.length}`,
			tone: window.drift === 'drifted' ? 'warn' : window.drift === 'steady' ? 'ok' : undefined,
			note: window.drift === 'drifted' ? 'moved, whatever it costs' : window.drift === 'steady' ? 'none moved' : 'predictions to judge',
		},
		{
			key: 'error',
			label: 'Error',
			value: window.error === null ? 'no labels' : `${error(window.error)} ${drift.unit}`,
			tone: window.decay === 'decayed' ? 'bad' : window.decay === 'steady' ? 'ok' : undefined,
			note: DECAY[window.decay],
		},
		{
			key: 'reference',
			label: 'Error on reference',
			value: window.referenceError === null ? '—' : `${error(window.referenceError)} ${drift.unit}`,
			note: worse === null ? '—' : `${worse > 0 ? '+' : '−'}${formatNumber(Math.abs(worse), 0)}% now`,
		},
	];
}
