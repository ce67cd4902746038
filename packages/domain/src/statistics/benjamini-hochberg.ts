/**
 * Benjamini and Hochberg's step-up adjusted p-values (1995), in the order given: rejecting all below q keeps the
 * expected share of false rejections at or below q. Throws RangeError for a p-value outside 0 .. 1.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
	const ranked = pValues.map((pValue, index) => ({ pValue, index })).sort((x, y) => y.pValue - x.pValue);
	const adjusted = new Array<number>(pValues.length).fill(1);
	let smallest = 1;
	ranked.forEach(({ pValue, index }, position) => {
		if (!(pValue >= 0 && pValue <= 1)) throw new RangeError(`p-value must be in 0 .. 1, got ${pValue}`);
		const rank = pValues.length - position;
		smallest = Math.min(smallest, pValue * (pValues.length / rank));
		adjusted[index] = smallest;
	});
	return adjusted;
}
