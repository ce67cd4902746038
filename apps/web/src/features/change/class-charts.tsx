'use client';
import { Card, Segmented } from '@interlock/ui/base';
import { PairPlot } from '@interlock/ui/chart';
import { Confusion } from '@interlock/ui/review';
import { useState } from 'react';
import type { Curves } from './types.ts';

export interface ClassChartsProps {
	curves: Extract<Curves, { task: 'classification' }>;
	baseline: string;
	candidate: string;
}

/** How well both versions tell yes from no: ROC, reliability, and what the threshold makes of it in plain words. */
export function ClassCharts({ curves, baseline, candidate }: ClassChartsProps) {
	const [range, setRange] = useState<'full' | 'low'>('full');
	const sides = `${baseline} and ${candidate}`;
	const roc = (points: typeof curves.candidate.roc) =>
		points.filter((p) => range === 'full' || p.falsePositiveRate <= 0.3).map((p) => ({ x: p.falsePositiveRate, y: p.truePositiveRate }));
	const calibrated = (points: typeof curves.candidate.reliability) => points.map(({ predicted, actual }) => ({ x: predicted, y: actual }));
	return (
		<div className="grid min-w-0 gap-4 sm:grid-cols-2">
			<Card
				title="ROC curve"
				className="sm:col-span-2"
				aside={
					<Segmented
						label="Part of the curve"
						value={range}
						options={[
							{ value: 'full', label: 'Full' },
							{ value: 'low', label: '0 to 0.3 false positives' },
						]}
						onChange={setRange}
					/>
				}
			>
				<div className="px-2 pt-2 pb-1">
					<PairPlot
						label={`ROC curve of ${sides}`}
						baseline={roc(curves.baseline.roc)}
						candidate={roc(curves.candidate.roc)}
						xTitle="false positive rate"
						yTitle="true positive rate"
						range={{ x: [0, range === 'full' ? 1 : 0.3], y: [0, 1] }}
						diagonal
						width={440}
						height={230}
					/>
				</div>
			</Card>
			<Card title="Reliability">
				<div className="px-1 pt-2 pb-1">
					<PairPlot
						label={`Reliability of ${sides}: share of yes by predicted probability`}
						baseline={calibrated(curves.baseline.reliability)}
						candidate={calibrated(curves.candidate.reliability)}
						xTitle="predicted"
						yTitle="share of yes"
						range={{ x: [0, 1], y: [0, 1] }}
						diagonal
						dots
						width={216}
						height={190}
					/>
				</div>
			</Card>
			<Card title="Confusion" meta={`at ${curves.threshold}`}>
				<div className="grid gap-3 px-3 py-2.5">
					<Confusion title={baseline} {...curves.baseline.confusion} />
					<Confusion title={candidate} candidate {...curves.candidate.confusion} />
					<p className="text-meta text-ink-2">{curves.sentence}</p>
				</div>
			</Card>
		</div>
	);
}
