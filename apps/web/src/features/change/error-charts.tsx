'use client';
import { Card } from '@interlock/ui/base';
import { OverlaidHistogram, PairPlot } from '@interlock/ui/chart';
import { formatNumber } from '@interlock/ui/data';
import type { Curves } from './types.ts';

export interface ErrorChartsProps {
	curves: Extract<Curves, { task: 'regression' }>;
	unit: string;
	baseline: string;
	candidate: string;
}

/** Where two regressions err: residuals, predicted against actual, and the error by what really came. */
export function ErrorCharts({ curves, unit, baseline, candidate }: ErrorChartsProps) {
	const { residuals, reliability, errorByActual } = curves;
	const of = unit ? `, ${unit}` : '';
	const sides = `${baseline} and ${candidate}`;
	const point = ({ predicted, actual }: { predicted: number; actual: number }) => ({ x: predicted, y: actual });
	const worst = errorByActual.reduce((most, tenth) => (tenth.candidate - tenth.baseline > most.candidate - most.baseline ? tenth : most), {
		from: 0,
		to: 0,
		rows: 0,
		baseline: 0,
		candidate: 0,
	});
	return (
		<div className="grid min-w-0 gap-4 sm:grid-cols-2">
			<Card title="Residuals" meta="predicted minus actual" className="sm:col-span-2">
				<div className="px-2 pt-2 pb-1">
					<OverlaidHistogram
						label={`Residuals of ${sides}: shares of rows by predicted minus actual${of}`}
						edges={residuals.edges}
						baseline={sharesOf(residuals.baseline)}
						candidate={sharesOf(residuals.candidate)}
						xTitle={`predicted − actual${of}`}
						width={440}
						height={210}
					/>
				</div>
			</Card>
			<Card title="Reliability" meta="by tenths">
				<div className="px-1 pt-2 pb-1">
					<PairPlot
						label={`Reliability of ${sides}: what came on average, by tenths of what was predicted${of}`}
						baseline={reliability.baseline.map(point)}
						candidate={reliability.candidate.map(point)}
						xTitle={`predicted${of}`}
						yTitle={`actual${of}`}
						diagonal
						dots
						width={216}
						height={190}
					/>
				</div>
			</Card>
			<Card title="Error by size" meta="by tenths">
				<div className="px-1 pt-2 pb-1">
					<PairPlot
						label={`Mean absolute error of ${sides} by tenths of what came${of}`}
						baseline={errorByActual.map(({ baseline: y }, tenth) => ({ x: tenth + 1, y }))}
						candidate={errorByActual.map(({ candidate: y }, tenth) => ({ x: tenth + 1, y }))}
						range={{
							x: [1, Math.max(2, errorByActual.length)],
							y: [0, Math.max(...errorByActual.flatMap((tenth) => [tenth.baseline, tenth.candidate])) * 1.1],
						}}
						xTitle="tenth of what came"
						yTitle={`error${of}`}
						dots
						width={216}
						height={190}
					/>
				</div>
				<p className="border-t border-line px-3 py-2 text-stamp text-ink-2">
					{worst.rows === 0
						? 'The candidate errs less in every tenth.'
						: `Errs more, by ${formatNumber(worst.candidate - worst.baseline, 2)}${unit && ` ${unit}`}, where ${formatNumber(worst.from, 0)} to ${formatNumber(worst.to, 0)} came.`}
				</p>
			</Card>
		</div>
	);
}

function sharesOf(counts: readonly number[]): number[] {
	const total = counts.reduce((sum, n) => sum + n, 0);
	return counts.map((n) => (total === 0 ? 0 : n / total));
}
