'use client';
import { Card, StateIcon } from '@interlock/ui/base';
import { ComparisonTable } from '@interlock/ui/review';
import { marginOf } from './gate-margin.ts';
import type { ChangeDetail, Comparison } from './types.ts';

/** Every metric of both versions on the same held-out rows, computed in the serving runtime. */
export function MetricsSection({ change, comparison }: { change: ChangeDetail; comparison: Comparison }) {
	const { holdout, parity, parityNote } = comparison;
	return (
		<Card
			id="metrics"
			title="Metrics"
			meta={`${holdout.dataset} v${holdout.version}, ${holdout.rows.toLocaleString('en-GB')} rows in ${holdout.blocks} blocks; ${Math.round(comparison.confidence * 100)}% interval of ${holdout.resamples.toLocaleString('en-GB')} resamples of whole blocks`}
		>
			<ComparisonTable
				label="Metrics of both versions"
				nameTitle="Metric"
				baseline={baselineName(change, comparison)}
				candidate={`Candidate v${change.head.version}`}
				noInterval="shown, not judged"
				rows={comparison.metrics.map((metric) => ({ ...metric, hint: `${metric.better} is better`, margin: marginOf(change, metric.key) }))}
			/>
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
	);
}

export function baselineName(change: Pick<ChangeDetail, 'base'>, comparison: Pick<Comparison, 'baseline'>): string {
	return comparison.baseline === 'champion' && change.base ? `Champion v${change.base.version}` : 'Naive rule';
}
