const MINUS = '−';

/** A number with fixed decimals, a true minus and thousands separators: -1.694 -> "−1.69". */
export function formatNumber(value: number, decimals = decimalsFor(value)): string {
	if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : `${MINUS}∞`;
	const text = Math.abs(value).toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
	return value < 0 && Number(text.replaceAll(',', '')) !== 0 ? MINUS + text : text;
}

/** A difference, always signed: 0.38 -> "+0.38". */
export function formatDelta(value: number, decimals = decimalsFor(value)): string {
	const text = formatNumber(value, decimals);
	return value > 0 && Number(text.replaceAll(',', '')) !== 0 ? `+${text}` : text;
}

/** A metric of unknown kind: four significant digits, no trailing zeros; very small and very large values in powers of ten. */
export function formatMetric(value: number): string {
	const size = Math.abs(value);
	if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(2).replace('-', MINUS).replace('+', '');
	const rounded = size >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
	return formatNumber(rounded, Math.min(6, String(Math.abs(rounded)).split('.')[1]?.length ?? 0));
}

/** Decimals that give the largest of these values four significant digits, so that a column of them aligns; null when powers of ten are needed. */
export function decimalsOf(values: readonly number[]): number | null {
	const finite = values.filter((value) => Number.isFinite(value));
	if (finite.every(Number.isInteger)) return 0;
	const size = Math.max(...finite.map(Math.abs));
	if (size < 1e-3 || size >= 1e9) return null;
	return Math.max(0, 3 - Math.floor(Math.log10(size)));
}

/** A value as it is read beside another: both with as many decimals. */
export function formatAlike(value: number, beside: number | null): string {
	const decimals = decimalsOf(beside === null ? [value] : [value, beside]);
	return decimals === null ? formatMetric(value) : formatNumber(value, decimals);
}

/** A share of one as per cent: 0.1 -> "10%". */
export function formatShare(share: number, decimals = share !== 0 && Math.abs(share) < 0.01 ? 2 : share * 100 === Math.round(share * 100) ? 0 : 1): string {
	return `${formatNumber(share * 100, decimals)}%`;
}

/** Bytes with a decimal unit: 352_000 -> "352 kB". */
export function formatBytes(bytes: number): string {
	const units = ['B', 'kB', 'MB', 'GB', 'TB'];
	let value = bytes;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A length of time: 7_440_000 -> "2 h 04 m". */
export function formatDuration(ms: number): string {
	if (ms > 0 && ms < 1000) return `${Math.round(ms)} ms`;
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return `${seconds} s`;
	if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${pad(seconds % 60)} s`;
	if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} m`;
	return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
}

/** "22 Nov 2026, 16:20 UTC". */
export function formatUtc(ms: number): string {
	const at = new Date(ms);
	return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())} UTC`;
}

/** "22 Nov, 16:20", for rows; the full form stands in its tooltip. */
export function formatStamp(ms: number): string {
	const at = new Date(ms);
	return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}, ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
}

/** "23 Nov 2026". */
export function formatDay(ms: number): string {
	const at = new Date(ms);
	return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** Relative under 24 hours, else a stamp; `nowMs` is server time. */
export function formatAgo(ms: number, nowMs: number): string {
	const age = nowMs - ms;
	if (age >= 86_400_000 || age < -86_400_000) return formatStamp(ms);
	if (Math.abs(age) < 10_000) return 'now';
	const text = formatCoarse(Math.abs(age));
	return age > 0 ? `${text} ago` : `in ${text}`;
}

/** One unit: 125_000 -> "2 min". */
export function formatCoarse(ms: number): string {
	if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
	if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`;
	if (ms < 86_400_000) return `${Math.floor(ms / 3_600_000)} h`;
	return `${Math.floor(ms / 86_400_000)} days`;
}

/** The ends of a digest: "sha256:9f2e…c41a". */
export function shortDigest(digest: string, prefix = false): string {
	return `${prefix ? 'sha256:' : ''}${digest.slice(0, 4)}…${digest.slice(-4)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function pad(n: number): string {
	return String(n).padStart(2, '0');
}

function decimalsFor(value: number): number {
	const size = Math.abs(value);
	return size === 0 || size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
}
