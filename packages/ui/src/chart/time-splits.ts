const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
	MINUTE,
	2 * MINUTE,
	5 * MINUTE,
	10 * MINUTE,
	15 * MINUTE,
	30 * MINUTE,
	HOUR,
	2 * HOUR,
	3 * HOUR,
	6 * HOUR,
	12 * HOUR,
	DAY,
	2 * DAY,
	7 * DAY,
	14 * DAY,
];

/** Round UTC times between `min` and `max` (ms), at most `limit` or so of them: full minutes, hours or days, as a clock would mark them; beyond that the first of months. */
export function timeSplits(min: number, max: number, limit: number): number[] {
	const step = STEPS.find((candidate) => (max - min) / candidate <= limit);
	return step ? every(step, min, max) : firstOfMonths(min, max, Math.ceil((max - min) / (30 * DAY) / limit));
}

function every(step: number, min: number, max: number): number[] {
	const splits: number[] = [];
	for (let at = Math.ceil(min / step) * step; at <= max; at += step) splits.push(at);
	return splits;
}

function firstOfMonths(min: number, max: number, stride: number): number[] {
	const splits: number[] = [];
	const start = new Date(min);
	for (let month = 0; ; month += stride) {
		const at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1);
		if (at > max) return splits;
		if (at >= min) splits.push(at);
	}
}
