/** Largest finite double: stands for infinity where a column or JSON can't hold it, as in MLflow's own store. */
const MAX_DOUBLE = 1.7976931348623157e308;

/** A metric value as stored: never NaN or infinite. */
export interface StoredValue {
	value: number;
	isNan: boolean;
}

/** NaN is kept as a mark with value 0, infinity as the largest double of its sign. */
export function toStoredValue(value: number): StoredValue {
	if (Number.isNaN(value)) return { value: 0, isNan: true };
	if (value === Number.POSITIVE_INFINITY) return { value: MAX_DOUBLE, isNan: false };
	if (value === Number.NEGATIVE_INFINITY) return { value: -MAX_DOUBLE, isNan: false };
	return { value: value === 0 ? 0 : value, isNan: false };
}

/** The value for a page or an event: null where NaN was logged. */
export function shownValue(stored: StoredValue): number | null {
	return stored.isNan ? null : stored.value;
}

/** A logged point: what a client sent, already stored-shaped. */
export interface MetricPoint extends StoredValue {
	key: string;
	/** Whole number, may be negative. */
	step: number;
	/** Milliseconds since 1970. */
	timestampMs: number;
}

/** The newest point per key: by step, then time, then value. Sorted by key, so that two writers lock rows in the same order. */
export function latestPoints(points: readonly MetricPoint[]): MetricPoint[] {
	const latest = new Map<string, MetricPoint>();
	for (const point of points) {
		const known = latest.get(point.key);
		if (!known || isNewer(point, known)) latest.set(point.key, point);
	}
	return [...latest.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function isNewer(a: MetricPoint, b: MetricPoint): boolean {
	if (a.step !== b.step) return a.step > b.step;
	if (a.timestampMs !== b.timestampMs) return a.timestampMs > b.timestampMs;
	return a.value > b.value;
}
