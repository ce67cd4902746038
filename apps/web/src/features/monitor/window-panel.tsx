'use client';
import { Badge, Card, StateBadge } from '@interlock/ui/base';
import { type ChartSeries, Histogram, LineChart } from '@interlock/ui/chart';
import { formatMetric, formatNumber } from '@interlock/ui/data';
import { useMemo, useState } from 'react';
import type { DriftColumn, DriftDetail, DriftWindow } from './types.ts';

const SHOWN = 5;
const DRIFT = { drifted: 'drifting', steady: 'steady', 'not-enough-data': 'no-data' } as const;

/** One window: its verdicts, the error over all windows, and the columns that moved most. */
export function WindowPanel({ drift, selected }: { drift: DriftDetail; selected: DriftWindow }) {
	const [all, setAll] = useState(false);
	const series = useMemo(() => seriesOf(drift.windows), [drift.windows]);
	const markers = useMemo(() => [{ x: startOf(selected.window), label: '' }], [selected.window]);
	const columns = drift.selected?.window === selected.window ? drift.selected.columns : [];
	const shown = all ? columns : columns.slice(0, SHOWN);
	return (
		<Card
			title={selected.window}
			aside={
				<>
					{selected.decay === 'decayed' && <StateBadge state="decayed" />}
					{selected.decay === 'steady' && <StateBadge state="passed">Error holds</StateBadge>}
					<StateBadge state={DRIFT[selected.drift]} />
					<Badge>v{selected.version}</Badge>
				</>
			}
		>
			{drift.selected && (
				<div className="grid gap-1 border-b border-line px-3 py-2.5 text-meta text-ink-2">
					<p>{drift.selected.driftSentence}</p>
					{drift.selected.decaySentence && <p>{drift.selected.decaySentence}</p>}
					{selected.consequence && <p className="text-ink">{selected.consequence}</p>}
				</div>
			)}
			<LineChart
				title={`Error against reference${drift.unit ? `, ${drift.unit}` : ''}`}
				level={3}
				summary={summaryOf(selected, drift.unit)}
				series={series}
				markers={markers}
				xKind="time"
				height={120}
			/>
			<div className="flex flex-wrap items-center gap-2 border-t border-line px-3 pt-2 pb-1.5">
				<h3 className="font-semibold">Feature drift</h3>
				<span className="text-meta text-ink-3">
					{shown.length} of {columns.length}
				</span>
				<span className="ml-auto flex gap-3 text-stamp text-ink-3">
					<span className="inline-flex items-center gap-1">
						<span aria-hidden className="h-2 w-2.5 border border-dashed border-champion bg-line-2" />
						reference
					</span>
					<span className="inline-flex items-center gap-1">
						<span aria-hidden className="w-3.5 border-t-2 border-candidate" />
						{selected.window}
					</span>
				</span>
			</div>
			<ul>
				{shown.map((column) => (
					<Column key={column.column} column={column} />
				))}
			</ul>
			{columns.length > SHOWN && (
				<div className="rounded-b-card border-t border-line bg-surface-2 px-3 py-2 text-meta">
					<button type="button" className="link min-h-6 cursor-pointer" onClick={() => setAll(!all)}>
						{all ? `Show the ${SHOWN} that moved most` : `Show all ${columns.length} columns`}
					</button>
				</div>
			)}
		</Card>
	);
}

function Column({ column }: { column: DriftColumn }) {
	return (
		<li title={column.sentence} className="grid grid-cols-[minmax(0,1fr)_168px] items-center gap-3 border-t border-line px-3 py-1.5">
			<div className="min-w-0">
				<p className="truncate mono">{column.column}</p>
				<p className="text-meta text-ink-2">
					<span className={column.drifted ? 'font-semibold text-warn' : ''}>
						{column.effectName} {formatNumber(column.effect, 2)}
					</span>{' '}
					{column.drifted ? 'drifted' : 'steady'}
				</p>
				<p className="text-stamp text-ink-3">
					{column.test}, p {column.pAdjusted < 0.001 ? '< 0.001' : formatMetric(column.pAdjusted)}, margin {formatMetric(column.margin)}
				</p>
			</div>
			<Histogram
				reference={column.reference}
				current={column.current}
				label={`${column.column}: reference and current distribution, ${column.effectName} ${formatNumber(column.effect, 2)}`}
			/>
		</li>
	);
}

function seriesOf(windows: readonly DriftWindow[]): ChartSeries[] {
	const x = windows.map((window) => startOf(window.window));
	return [
		{ key: 'reference', label: 'reference', kind: 'champion', x, y: windows.map((window) => window.referenceError) },
		{ key: 'current', label: 'current', kind: 'candidate', x, y: windows.map((window) => window.error) },
	];
}

function startOf(window: string): number {
	return Date.parse(`${window}-01T00:00:00Z`);
}

function summaryOf(window: DriftWindow, unit: string): string {
	if (window.error === null) return `No labels in ${window.window} yet.`;
	return `${formatNumber(window.error, 2)} ${unit} in ${window.window}, reference ${window.referenceError === null ? 'unknown' : formatNumber(window.referenceError, 2)}.`;
}
