/** Round values that cover `min` to `max`, about `count` of them: steps of 1, 2, 2.5 or 5 of a power of ten. One value where both are the same. */
export function niceTicks(min: number, max: number, count: number): number[] {
	if (!(max > min)) return [min];
	const raw = (max - min) / Math.max(1, count);
	const power = 10 ** Math.floor(Math.log10(raw));
	const step = ([1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= raw * 0.999) ?? 10) * power;
	const first = Math.ceil(min / step - 1e-9);
	const last = Math.floor(max / step + 1e-9);
	return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
