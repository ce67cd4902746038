'use client';
import { Card, cn, type State, StateIcon } from '@interlock/ui/base';
import { IntervalPlot } from '@interlock/ui/chart';
import { formatDelta, formatNumber } from '@interlock/ui/data';
import { toneOfDifference } from '@interlock/ui/review';
import { ArrowRight } from 'lucide-react';
import { marginOf } from './gate-margin.ts';
import type { ChangeDetail, Comparison, HeadlineTone, MetricComparison } from './types.ts';

const HEADLINES = 5;
const ICON: Record<HeadlineTone, State> = { better: 'passed', worse: 'failed', inconclusive: 'inconclusive', pending: 'running', failed: 'failed' };

/** Better or worse, blocked by what, waiting for whom: before anything else. */
export function VerdictStrip({ change }: { change: ChangeDetail }) {
	const { comparison, headline } = change;
	return (
		<Card label="Verdict">
			<div role="status" className={cn('flex items-start gap-2.5 px-3 py-2.5', comparison && 'border-b border-line')}>
				<span className="mt-px">
					<StateIcon state={ICON[headline.tone]} size={18} />
				</span>
				<div className="min-w-0">
					<p className="text-section font-semibold">{headline.title}</p>
					<p className="text-ink-2">{headline.sentence}</p>
					{change.missing.length > 0 && change.state === 'in-review' && (
						<p className="text-ink-2">
							<b className="font-strong text-ink">Missing:</b> {change.missing.join('; ')}.
						</p>
					)}
				</div>
			</div>
			{comparison && (
				<div className="grid grid-cols-2 gap-px overflow-hidden rounded-b-card bg-line xl:auto-cols-fr xl:grid-flow-col xl:grid-cols-none">
					{comparison.metrics.slice(0, HEADLINES).map((metric) => (
						<Headline key={metric.key} metric={metric} comparison={comparison} margin={marginOf(change, metric.key)} />
					))}
				</div>
			)}
		</Card>
	);
}

function Headline({ metric, comparison, margin }: { metric: MetricComparison; comparison: Comparison; margin: number | null }) {
	const { difference, decimals, unit } = metric;
	const { interval } = difference;
	const { holdout } = comparison;
	return (
		<div className="bg-surface px-3 pt-2.5 pb-2 max-xl:last:odd:col-span-2">
			<p className="font-strong">{metric.name}</p>
			<p className="text-stamp text-ink-3">
				{holdout.period ?? `${holdout.dataset} v${holdout.version}`}, {holdout.rows.toLocaleString('en-GB')} rows
			</p>
			<p className="mt-1.5 mb-0.5 flex flex-wrap items-baseline gap-x-1.5 tabular-nums">
				<span className="text-meta text-ink-3">{formatNumber(metric.baseline, decimals)}</span>
				<ArrowRight size={12} role="img" aria-label="to" className="self-center text-ink-3" />
				<span className="text-value font-semibold whitespace-nowrap">
					{formatNumber(metric.candidate, decimals)} {unit && <span className="text-meta font-medium text-ink-2">{unit}</span>}
				</span>
			</p>
			<p className="flex min-h-4 items-center justify-between gap-2">
				<span className={cn('text-meta font-semibold whitespace-nowrap tabular-nums', toneOfDifference(interval))}>
					{formatDelta(difference.value, decimals)}
				</span>
				{interval && (
					<IntervalPlot
						difference={difference.value}
						low={interval.low}
						high={interval.high}
						margin={margin}
						extent={Math.max(Math.abs(interval.low), Math.abs(interval.high), Math.abs(margin ?? 0)) * 1.25}
						width={74}
						height={16}
						label={`difference ${formatDelta(difference.value, decimals)}, interval ${formatDelta(interval.low, decimals)} to ${formatDelta(interval.high, decimals)}`}
					/>
				)}
			</p>
		</div>
	);
}
