export interface IntervalPlotProps {
	/** Difference of an error, candidate minus baseline, and its interval: below zero is better. */
	difference: number;
	low: number;
	high: number;
	/** The gate's margin, in the same unit and sign as the difference. */
	margin?: number | null;
	/** Half the width of the axis; shared by the rows of a table, so that they compare. */
	extent: number;
	width?: number;
	height?: number;
	label: string;
}

/** One row of a forest plot: zero line, the gate's margin, interval and point. The better side is always on the right. */
export function IntervalPlot({ difference, low, high, margin, extent, width = 140, height = 18, label }: IntervalPlotProps) {
	const place = (value: number) => Math.round((width / 2 + Math.max(-1, Math.min(1, -value / extent)) * (width / 2 - 4)) * 10) / 10;
	const [from, to] = [high, low];
	const tone = high < 0 ? 'var(--ok)' : low > 0 ? 'var(--bad)' : 'var(--ink-2)';
	const middle = height / 2;
	return (
		<svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="block max-w-full">
			<line x1={width / 2} x2={width / 2} y1="1" y2={height - 1} stroke="var(--line-2)" strokeWidth="1.5" />
			{margin !== null && margin !== undefined && (
				<line x1={place(margin)} x2={place(margin)} y1="2" y2={height - 2} stroke="var(--bad)" strokeDasharray="2 2" />
			)}
			<line x1={place(from)} x2={place(to)} y1={middle} y2={middle} stroke={tone} strokeWidth="2" />
			{-to > extent && <path d={`M${width - 9} ${middle - 4}l5 4l-5 4`} fill="none" stroke={tone} strokeWidth="1.5" />}
			{-from < -extent && <path d={`M9 ${middle - 4}l-5 4l5 4`} fill="none" stroke={tone} strokeWidth="1.5" />}
			<circle cx={place(difference)} cy={middle} r="3.5" fill={tone} stroke="var(--surface)" strokeWidth="1.5" />
		</svg>
	);
}
