'use client';
import { Card, Checkbox, Skeleton, StateIcon } from '@interlock/ui/base';
import { ComparisonTable } from '@interlock/ui/review';
import { useState } from 'react';
import { ThreadMark } from '../thread/thread-mark.tsx';
import { ClassCharts } from './class-charts.tsx';
import { ErrorCharts } from './error-charts.tsx';
import { gateOfMetric, marginOf } from './gate-margin.ts';
import { baselineName, classMetrics } from './metric-rows.ts';
import { SliceForest } from './slice-forest.tsx';
import type { ChangeDetail, Comparison, Curves } from './types.ts';

export interface MetricsViewProps {
	change: ChangeDetail;
	comparison: Comparison;
	/** null where the evaluation kept none, and until they are there. */
	curves: Curves | null;
	fetching: boolean;
}

/** The metrics' table, by default only what differs; beside it where both versions err. */
export function MetricsView({ change, comparison, curves, fetching }: MetricsViewProps) {
	const [onlyDifferences, setOnlyDifferences] = useState(true);
	const { holdout, parity, parityNote } = comparison;
	const all = [...comparison.metrics, ...(curves?.task === 'classification' ? classMetrics(curves) : [])];
	const differing = all.filter((metric) => metric.baseline !== metric.candidate);
	const shown = onlyDifferences ? differing : all;
	const sides = { baseline: baselineName(change, comparison), candidate: `Candidate v${change.head.version}` };
	const unit = comparison.metrics[0]?.unit ?? '';
	return (
		<div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1.56fr)_minmax(0,1fr)]">
			<div className="grid min-w-0 gap-4">
				<Card
					title="Metrics"
					meta={`${holdout.dataset} v${holdout.version}, ${holdout.rows.toLocaleString('en-GB')} rows in ${holdout.blocks} blocks`}
					aside={
						<>
							<Checkbox checked={onlyDifferences} onChange={setOnlyDifferences} label="Only differences" />
							<span className="text-ink-3 tabular-nums">
								{shown.length} of {all.length}
							</span>
						</>
					}
				>
					{shown.length === 0 ? (
						<p className="px-3 py-2.5 text-meta text-ink-2">No metric differs: both versions answer alike.</p>
					) : (
						<ComparisonTable
							label="Metrics of both versions"
							nameTitle="Metric"
							{...sides}
							noInterval="not judged"
							gated
							rows={shown.map((metric) => ({
								...metric,
								unit: undefined,
								hint: metric.better === 'lower' ? undefined : metric.better === 'higher' ? 'higher is better' : 'nearer to zero',
								margin: marginOf(change, metric.key),
								gate: gateOfMetric(change, metric.key),
								mark: <ThreadMark anchor={{ kind: 'metric', metric: metric.key }} />,
							}))}
						/>
					)}
					<p className="border-t border-line px-3 py-2 text-meta text-ink-2">
						{unit && `Errors in ${unit}. `}
						Intervals of {Math.round(comparison.confidence * 100)}% by {holdout.resamples.toLocaleString('en-GB')} resamples of whole blocks, so that rows of
						one block count as what they are.
					</p>
					{(parity || parityNote) && (
						<p className="flex items-start gap-1.5 border-t border-line px-3 py-2 text-meta text-ink-2">
							{parity && <StateIcon state={parity.same ? 'passed' : 'inconclusive'} size={14} />}
							<span>
								<b className="font-strong text-ink">Parity.</b> {parity?.sentence ?? parityNote} The figures above come from the serving runtime.
							</span>
						</p>
					)}
					{!change.base && (
						<p className="border-t border-line px-3 py-2 text-meta text-ink-2">
							The endpoint runs no version yet, so the candidate is compared with the naive rule.
						</p>
					)}
				</Card>
				<SliceForest comparison={comparison} sides={sides} />
			</div>
			{curves?.task === 'regression' && <ErrorCharts curves={curves} unit={unit} {...sides} />}
			{curves?.task === 'classification' && <ClassCharts curves={curves} {...sides} />}
			{!curves && fetching && <Skeleton className="h-72" />}
			{!curves && !fetching && (
				<Card label="No curves">
					<p className="px-3 py-2.5 text-meta text-ink-2">This revision was evaluated before curves were kept. Push a revision to have them.</p>
				</Card>
			)}
		</div>
	);
}
