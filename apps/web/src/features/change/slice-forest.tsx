'use client';
import { Card } from '@interlock/ui/base';
import { formatNumber } from '@interlock/ui/data';
import { ComparisonTable } from '@interlock/ui/review';
import { ThreadMark } from '../thread/thread-mark.tsx';
import type { Comparison } from './types.ts';

const SHOWN = 12;

export interface SliceForestProps {
	comparison: Comparison;
	sides: { baseline: string; candidate: string };
}

/** The largest slices of the main metric on one scale; all of them stand on the tab of behaviour. */
export function SliceForest({ comparison, sides }: SliceForestProps) {
	const { slices } = comparison;
	const main = comparison.metrics[0];
	if (!main || slices.rows.length === 0) return null;
	const largest = [...slices.rows].sort((a, b) => b.rows - a.rows).slice(0, SHOWN);
	return (
		<Card
			title={`${main.name} by slice`}
			meta={`${largest.length} largest of ${slices.rows.length}; ${slices.judged} judged, each at ${formatNumber(slices.confidence * 100, 2)}% (Bonferroni)`}
		>
			<ComparisonTable
				label={`${main.name} of the largest slices`}
				nameTitle="Slice"
				counted
				{...sides}
				noInterval="too few blocks to judge"
				rows={largest.map((slice) => ({
					key: `${slice.column}/${slice.value}`,
					name: `${slice.column} ${slice.value}`,
					count: slice.rows,
					baseline: slice.baseline,
					candidate: slice.candidate,
					difference: slice.difference,
					better: main.better,
					decimals: main.decimals,
					mark: <ThreadMark anchor={{ kind: 'slice', column: slice.column, value: slice.value }} />,
				}))}
			/>
		</Card>
	);
}
