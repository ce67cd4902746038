'use client';
import { Card } from '@interlock/ui/base';
import { formatNumber } from '@interlock/ui/data';
import { ComparisonTable } from '@interlock/ui/review';
import { ThreadMark } from '../thread/thread-mark.tsx';
import { baselineName } from './metric-rows.ts';
import type { ChangeDetail, Comparison } from './types.ts';

/** The main metric per slice, one table per column; the intervals share the error rate, and the head says how. */
export function SlicesSection({ change, comparison }: { change: ChangeDetail; comparison: Comparison }) {
	const { slices } = comparison;
	const main = comparison.metrics[0];
	if (!main) return null;
	const columns = [...new Set(slices.rows.map((slice) => slice.column))];
	return (
		<section id="slices" aria-label="Slices" className="grid gap-4">
			{columns.length === 0 && (
				<Card title="Slices">
					<p className="px-3 py-2.5 text-meta text-ink-2">The endpoint names no column to slice by.</p>
				</Card>
			)}
			{columns.map((column) => (
				<Card
					key={column}
					title={`${main.name} by ${column}`}
					meta={`${main.unit ? `${main.unit}, ` : ''}${slices.judged} slices judged, each at ${formatNumber(slices.confidence * 100, 2)}% (Bonferroni)${slices.omitted > 0 ? `, ${slices.omitted} small ones left out` : ''}`}
				>
					<ComparisonTable
						label={`${main.name} by ${column}`}
						nameTitle={column}
						counted
						baseline={baselineName(change, comparison)}
						candidate={`Candidate v${change.head.version}`}
						noInterval="too few blocks to judge"
						rows={slices.rows
							.filter((slice) => slice.column === column)
							.map((slice) => ({
								key: slice.value,
								name: slice.value,
								count: slice.rows,
								baseline: slice.baseline,
								candidate: slice.candidate,
								difference: slice.difference,
								better: main.better,
								decimals: main.decimals,
								mark: <ThreadMark anchor={{ kind: 'slice', column, value: slice.value }} />,
							}))}
					/>
				</Card>
			))}
		</section>
	);
}
