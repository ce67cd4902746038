import { PlotFrame, type PlotRange } from './plot-frame.tsx';

export interface PlotPoint {
	x: number;
	y: number;
}

export interface PairPlotProps {
	/** What is drawn, with the names of both sides. */
	label: string;
	baseline: readonly PlotPoint[];
	candidate: readonly PlotPoint[];
	xTitle: string;
	yTitle: string;
	/** Taken from the points where left out. */
	range?: PlotRange;
	/** A line where x equals y. */
	diagonal?: boolean;
	/** Marks each point; for few of them. */
	dots?: boolean;
	width?: number;
	height?: number;
}

/** Two curves on one pair of axes: the baseline grey and dashed, the candidate blue and solid. */
export function PairPlot({ label, baseline, candidate, xTitle, yTitle, range = rangeOf(baseline, candidate), diagonal, dots, width, height }: PairPlotProps) {
	return (
		<PlotFrame label={label} range={range} xTitle={xTitle} yTitle={yTitle} width={width} height={height}>
			{({ x, y }) => {
				const path = (points: readonly PlotPoint[]) => points.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.x)} ${y(point.y)}`).join('');
				const [from, to] = [Math.max(range.x[0], range.y[0]), Math.min(range.x[1], range.y[1])];
				return (
					<>
						{diagonal && to > from && <line x1={x(from)} y1={y(from)} x2={x(to)} y2={y(to)} stroke="var(--line-2)" strokeWidth="1.5" />}
						<path d={path(baseline)} fill="none" stroke="var(--champion)" strokeWidth="1.5" strokeDasharray="5 3" strokeLinejoin="round" />
						<path d={path(candidate)} fill="none" stroke="var(--candidate)" strokeWidth="2" strokeLinejoin="round" />
						{dots && candidate.map((point) => <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r="3" fill="var(--candidate)" stroke="var(--surface)" />)}
					</>
				);
			}}
		</PlotFrame>
	);
}

function rangeOf(...sides: readonly (readonly PlotPoint[])[]): PlotRange {
	const points = sides.flat();
	const span = (values: number[]): [number, number] => [Math.min(...values, 0), Math.max(...values, 1e-9)];
	return { x: span(points.map((point) => point.x)), y: span(points.map((point) => point.y)) };
}
