'use client';
import { Card } from '@interlock/ui/base';
import { ComparisonTable } from '@interlock/ui/review';
import type { Comparison } from './types.ts';

/** The main metric per slice, one table per column. Intervals are not corrected for the number of slices, and the head says so. */
export function SlicesSection({ comparison }: { comparison: Comparison }) {
	const main = comparison.metrics[0];
	if (!main) return null;
	const columns = [...new Set(comparison.slices.map((slice) => slice.column))];
	return (
		<section id="slices" aria-label="Slices" className="grid gap-4">
			{columns.map((column) => (
				<Card key={column} title={`${main.name} by ${column}`} meta={`${main.unit ? `${main.unit}, ` : ''}largest first; intervals judge each slice alone`}>
					<ComparisonTable
						label={`${main.name} by ${column}`}
						nameTitle={column}
						counted
						rows={comparison.slices
							.filter((slice) => slice.column === column)
							.map((slice) => ({
								key: slice.value,
								name: slice.value,
								count: slice.rows,
								champion: slice.champion,
								candidate: slice.candidate,
								difference: slice.difference,
								better: main.better,
								decimals: main.decimals,
								gate: null,
							}))}
					/>
				</Card>
			))}
		</section>
	);
}
