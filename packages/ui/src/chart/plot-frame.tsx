import type { ReactNode } from 'react';
import { formatMetric } from '../data/format.ts';
import { niceTicks } from './nice-ticks.ts';

export interface PlotRange {
	x: readonly [number, number];
	y: readonly [number, number];
}

/** Where a value lies in the picture. */
export interface PlotScale {
	x: (value: number) => number;
	y: (value: number) => number;
}

export interface PlotFrameProps {
	label: string;
	range: PlotRange;
	xTitle: string;
	yTitle: string;
	width?: number;
	height?: number;
	/** What is drawn, given where values lie. */
	children: (scale: PlotScale) => ReactNode;
}

const MARGIN = { left: 46, right: 10, top: 8, bottom: 36 };

/** Two axes with round ticks and names; as wide as its place. */
export function PlotFrame({ label, range, xTitle, yTitle, width = 420, height = 236, children }: PlotFrameProps) {
	const [right, bottom] = [width - MARGIN.right, height - MARGIN.bottom];
	const scale: PlotScale = {
		x: (value) => round(MARGIN.left + ((value - range.x[0]) / (range.x[1] - range.x[0] || 1)) * (right - MARGIN.left)),
		y: (value) => round(bottom - ((value - range.y[0]) / (range.y[1] - range.y[0] || 1)) * (bottom - MARGIN.top)),
	};
	return (
		<svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="block h-auto w-full text-stamp tabular-nums" fill="var(--ink-3)">
			{niceTicks(...range.y, 5).map((tick) => (
				<g key={tick}>
					<line x1={MARGIN.left} x2={right} y1={scale.y(tick)} y2={scale.y(tick)} stroke="var(--line)" />
					<text x={MARGIN.left - 6} y={scale.y(tick) + 4} textAnchor="end">
						{formatMetric(tick)}
					</text>
				</g>
			))}
			{niceTicks(...range.x, 5).map((tick) => (
				<text key={tick} x={scale.x(tick)} y={bottom + 14} textAnchor="middle">
					{formatMetric(tick)}
				</text>
			))}
			<text x={(MARGIN.left + right) / 2} y={height - 6} textAnchor="middle">
				{xTitle}
			</text>
			<text x={11} y={(MARGIN.top + bottom) / 2} textAnchor="middle" transform={`rotate(-90 11 ${(MARGIN.top + bottom) / 2})`}>
				{yTitle}
			</text>
			{children(scale)}
		</svg>
	);
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
