export interface HistogramProps {
	/** Shares per bin, same bins for both; drawn on one scale. */
	reference: readonly number[];
	current: readonly number[] | null;
	label: string;
	width?: number;
	height?: number;
}

/** Two distributions over each other: the reference grey and dashed, the current blue and solid. */
export function Histogram({ reference, current, label, width = 168, height = 36 }: HistogramProps) {
	const top = Math.max(...reference, ...(current ?? []), 1e-9);
	const bins = Math.max(reference.length, current?.length ?? 0);
	const step = (width - 2) / Math.max(1, bins);
	const y = (share: number) => Math.round((height - 2 - (share / top) * (height - 6)) * 10) / 10;
	return (
		<svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="block h-auto w-full" style={{ maxWidth: width }}>
			{reference.map((share, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a bin is its position
				<rect key={i} x={1 + i * step} y={y(share)} width={Math.max(0.5, step - 1)} height={height - 2 - y(share)} fill="var(--line-2)" />
			))}
			<path d={outline(reference, step, y, height)} fill="none" stroke="var(--champion)" strokeWidth="1" strokeDasharray="3 2" />
			{current && <path d={outline(current, step, y, height)} fill="none" stroke="var(--candidate)" strokeWidth="1.5" strokeLinejoin="round" />}
			<line x1="1" x2={width - 1} y1={height - 1.5} y2={height - 1.5} stroke="var(--line-2)" />
		</svg>
	);
}

function outline(shares: readonly number[], step: number, y: (share: number) => number, height: number): string {
	const base = height - 2;
	const steps = shares.map((share, i) => `V${y(share).toFixed(1)}H${(1 + (i + 1) * step).toFixed(1)}`).join('');
	return `M1 ${base}${steps}V${base}`;
}
