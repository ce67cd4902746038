'use client';
import { Card, StateIcon } from '@interlock/ui/base';
import { formatMetric, formatNumber } from '@interlock/ui/data';
import { ComparisonTable } from '@interlock/ui/review';
import type { ChangeDetail, Comparison } from './types.ts';

/** Every metric of both versions on the same held-out rows, computed in the serving runtime. */
export function MetricsSection({ change, comparison }: { change: ChangeDetail; comparison: Comparison }) {
	const { holdout, naive, parity } = comparison;
	return (
		<Card
			id="metrics"
			title="Metrics"
			meta={`${holdout.dataset} v${holdout.version}, ${holdout.rows.toLocaleString('en-GB')} rows; ${holdout.blocks} values of ${holdout.blockColumn} as blocks, ${holdout.resamples.toLocaleString('en-GB')} resamples`}
		>
			<ComparisonTable
				label="Metrics of champion and candidate"
				nameTitle="Metric"
				rows={comparison.metrics.map((metric) => ({
					...metric,
					hint: `${metric.better} is better`,
					gate: metric.gate,
				}))}
			/>
			{(naive || parity) && (
				<ul className="border-t border-line py-1.5 text-meta text-ink-2">
					{naive && (
						<li className="px-3 py-0.5">
							Naive rule: {naive.column} as the prediction has an error of {formatNumber(naive.error, 2)}.
						</li>
					)}
					{parity && (
						<li className="flex items-center gap-1.5 px-3 py-0.5">
							<StateIcon state={parity.differing === 0 ? 'passed' : 'inconclusive'} size={14} />
							Parity: {parity.differing.toLocaleString('en-GB')} of {parity.rows.toLocaleString('en-GB')} rows differ between training and serving
							{parity.differing > 0 && `, by at most ${formatMetric(parity.largest)} ${parity.unit}`}. The figures above come from the serving runtime.
						</li>
					)}
				</ul>
			)}
			{!change.base && <p className="border-t border-line px-3 py-2 text-meta text-ink-2">The endpoint runs no version yet: this first one is judged by an absolute limit.</p>}
		</Card>
	);
}
