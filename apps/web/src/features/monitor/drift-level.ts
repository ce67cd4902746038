/** Upper edges of the ramp's first five shades as multiples of the margin: PSI 0.10, 0.15, 0.20, 0.30, 0.45 with its margin 0.20. */
const EDGES = [0.5, 0.75, 1, 1.5, 2.25];

/** The drift ramp's shade, 0 to 5, of an effect given as a multiple of its margin. */
export function driftLevel(effectOverMargin: number): number {
	const at = EDGES.findIndex((edge) => effectOverMargin < edge);
	return at === -1 ? EDGES.length : at;
}
