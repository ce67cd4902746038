'use client';
import { Card, cn, Note, StateIcon } from '@interlock/ui/base';
import { IntervalPlot } from '@interlock/ui/chart';
import { formatDelta, formatNumber } from '@interlock/ui/data';
import { ArrowRight } from 'lucide-react';
import type { ChangeDetail, Comparison, MetricComparison } from './types.ts';

const HEADLINES = 5;

/** Better or worse, blocked by what, waiting for whom: before anything else. */
export function VerdictStrip({ change }: { change: ChangeDetail }) {
	const { comparison, revision } = change;
	if (revision.evaluation === 'failed') {
		return (
			<Note kind="bad">
				<b className="font-strong text-ink">The evaluation of revision {revision.number} failed.</b> {revision.evaluationError} Push a new revision to try again.
			</Note>
		);
	}
	if (!comparison) {
		return (
			<Card label="Verdict">
				<p role="status" className="flex items-center gap-2 px-3 py-6 text-ink-2">
					<StateIcon state={revision.evaluation === 'running' ? 'running' : 'queued'} />
					Revision {revision.number} is being evaluated in the serving runtime. Its verdict appears here by itself.
				</p>
			</Card>
		);
	}
	const headline = change.gates.find((gate) => comparison.metrics.some((metric) => metric.gate?.key === gate.key)) ?? change.gates[0];
	return (
		<Card label="Verdict">
			{headline && (
				<p className="flex items-start gap-2 border-b border-line px-3 py-2.5">
					<StateIcon state={headline.state} size={18} />
					<span>
						<b className="font-semibold">{headline.sentence}</b>
						{change.missing.length > 0 && <span className="text-ink-2"> Missing: {change.missing.join('; ')}.</span>}
					</span>
				</p>
			)}
			<div className="grid grid-cols-2 gap-px overflow-hidden rounded-b-card bg-line xl:auto-cols-fr xl:grid-flow-col xl:grid-cols-none">
				{comparison.metrics.slice(0, HEADLINES).map((metric) => (
					<Headline key={metric.key} metric={metric} comparison={comparison} />
				))}
			</div>
		</Card>
	);
}

function Headline({ metric, comparison }: { metric: MetricComparison; comparison: Comparison }) {
	const { difference, decimals, unit } = metric;
	return (
		<div className="bg-surface px-3 pt-2.5 pb-2">
			<p className="font-strong">{metric.name}</p>
			<p className="text-stamp text-ink-3">
				{comparison.holdout.period ?? `${comparison.holdout.dataset} v${comparison.holdout.version}`}, {comparison.holdout.rows.toLocaleString('en-GB')} rows
			</p>
			<p className="mt-1.5 mb-0.5 flex flex-wrap items-baseline gap-x-1.5 tabular-nums">
				{metric.champion !== null && (
					<>
						<span className="text-meta text-ink-3">{formatNumber(metric.champion, decimals)}</span>
						<ArrowRight size={12} role="img" aria-label="to" className="self-center text-ink-3" />
					</>
				)}
				<span className="text-value font-semibold whitespace-nowrap">
					{formatNumber(metric.candidate, decimals)} {unit && <span className="text-meta font-medium text-ink-2">{unit}</span>}
				</span>
			</p>
			{difference ? (
				<p className="flex items-center justify-between gap-2">
					<span className={cn('text-meta font-semibold whitespace-nowrap tabular-nums', toneOf(metric))}>{formatDelta(difference.value, decimals)}</span>
					<IntervalPlot
						difference={difference.value}
						low={difference.low}
						high={difference.high}
						better={metric.better}
						margin={metric.gate?.margin ?? null}
						extent={Math.max(Math.abs(difference.low), Math.abs(difference.high), Math.abs(metric.gate?.margin ?? 0)) * 1.25}
						width={74}
						height={16}
						label={`difference ${formatDelta(difference.value, decimals)}, 95% interval ${formatDelta(difference.low, decimals)} to ${formatDelta(difference.high, decimals)}`}
					/>
				</p>
			) : (
				<p className="text-meta text-ink-3">{comparison.naive && metric.gate ? `naive rule ${formatNumber(comparison.naive.error, decimals)}` : 'no champion to compare with'}</p>
			)}
		</div>
	);
}

function toneOf({ difference, better }: MetricComparison): string {
	if (!difference) return '';
	const sign = better === 'lower' ? -1 : 1;
	if (sign * difference.low > 0 && sign * difference.high > 0) return 'text-ok';
	return sign * difference.low < 0 && sign * difference.high < 0 ? 'text-bad' : 'text-ink-2';
}
