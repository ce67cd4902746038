/** Figures in sentences are for people: no locale, so that the same numbers give the same sentence everywhere. */

/** Two decimals, two digits below a tenth, thousands separated: 13.01, 0.53, 0.0042, 1,234. */
export function formatFigure(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	const size = Math.abs(value);
	if (size >= 1000) return separateThousands(value.toFixed(0));
	if (size >= 0.1 || size === 0) return value.toFixed(2);
	if (size >= 0.0001) return value.toPrecision(2);
	return value.toExponential(1);
}

/** The same with an explicit sign: +0.38, -1.69. */
export function formatSigned(value: number): string {
	return value > 0 ? `+${formatFigure(value)}` : formatFigure(value);
}

/** A p-value: 0.032, or "below 0.0001". */
export function formatPValue(pValue: number): string {
	return pValue < 0.0001 ? 'below 0.0001' : formatFigure(pValue);
}

/** A whole number with thousands separated: 27,010. */
export function formatCount(value: number): string {
	return separateThousands(String(Math.round(value)));
}

/** A share 0 .. 1 as a percentage with one decimal (two below 1 %): 12.5 %, 0.42 %. */
export function formatShare(share: number): string {
	const percent = share * 100;
	return `${Math.abs(percent) >= 1 || percent === 0 ? trimZero(percent.toFixed(1)) : trimZero(percent.toFixed(2))} %`;
}

/** A duration in its largest fitting unit: 250 ms, 90 s, 30 min, 24 h, 30 days. */
export function formatDuration(ms: number): string {
	if (ms < 1000) return `${formatCount(ms)} ms`;
	const units: readonly [string, number, number][] = [
		['s', 1000, 120],
		['min', 60_000, 120],
		['h', 3_600_000, 49],
	];
	for (const [unit, size, below] of units) {
		if (ms < size * below) return `${trimZero((ms / size).toFixed(1))} ${unit}`;
	}
	return `${trimZero((ms / 86_400_000).toFixed(1))} days`;
}

function trimZero(text: string): string {
	return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

function separateThousands(digits: string): string {
	return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
