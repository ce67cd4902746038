import { PlotFrame } from './plot-frame.tsx';

export interface OverlaidHistogramProps {
	label: string;
	/** One more than bins. */
	edges: readonly number[];
	/** Shares per bin. */
	baseline: readonly number[];
	candidate: readonly number[];
	xTitle: string;
	width?: number;
	height?: number;
}

/** Two distributions over each other with axes: the baseline grey and dashed, the candidate blue and solid. */
export function OverlaidHistogram({ label, edges, baseline, candidate, xTitle, width, height }: OverlaidHistogramProps) {
	const top = Math.max(...baseline, ...candidate, 1e-9) * 100;
	const range = { x: [edges[0] ?? 0, edges.at(-1) ?? 1], y: [0, top * 1.05] } as const;
	return (
		<PlotFrame label={label} range={range} xTitle={xTitle} yTitle="rows, %" width={width} height={height}>
			{({ x, y }) => {
				const outline = (shares: readonly number[]) =>
					`M${x(range.x[0])} ${y(0)}${shares.map((share, i) => `V${y(share * 100)}H${x(edges[i + 1] ?? range.x[1])}`).join('')}V${y(0)}`;
				return (
					<>
						<path d={outline(baseline)} fill="var(--line-2)" stroke="none" opacity="0.6" />
						{range.x[0] < 0 && range.x[1] > 0 && <line x1={x(0)} x2={x(0)} y1={y(0)} y2={y(range.y[1])} stroke="var(--line-2)" strokeWidth="1.5" />}
						<path d={outline(baseline)} fill="none" stroke="var(--champion)" strokeDasharray="3 2" />
						<path d={outline(candidate)} fill="none" stroke="var(--candidate)" strokeWidth="1.5" strokeLinejoin="round" />
					</>
				);
			}}
		</PlotFrame>
	);
}
