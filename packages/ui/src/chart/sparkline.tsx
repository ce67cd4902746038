export interface SparklineProps {
	/** Thinned by the caller so that extremes stay; oldest first. */
	values: readonly number[];
	width?: number;
	height?: number;
	live?: boolean;
	/** Omit where the numbers beside it say the same. */
	label?: string;
}

export function Sparkline({ values, width = 68, height = 20, live = false, label }: SparklineProps) {
	if (values.length < 2) return null;
	const low = Math.min(...values);
	const span = Math.max(...values) - low || 1;
	const right = width - 4;
	const points = values.map((value, i) => [1 + (i / (values.length - 1)) * (right - 1), height - 3 - ((value - low) / span) * (height - 6)] as const);
	const [endX, endY] = points.at(-1) ?? [0, 0];
	return (
		<svg
			width={width}
			height={height}
			viewBox={`0 0 ${width} ${height}`}
			role={label ? 'img' : undefined}
			aria-label={label}
			aria-hidden={label ? undefined : true}
			className={live ? 'text-info' : 'text-ink-3'}
		>
			<polyline
				points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
				fill="none"
				stroke="currentColor"
				strokeWidth="1.25"
				strokeLinejoin="round"
			/>
			{live && <circle cx={endX} cy={endY} r="2.25" fill="currentColor" />}
		</svg>
	);
}
