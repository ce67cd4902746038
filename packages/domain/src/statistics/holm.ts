/**
 * Holm's step-down procedure (1979): which of several hypotheses are rejected so that the chance of any false rejection stays below
 * `alpha`. Answers in the order given: whether each is rejected, and the limit its p-value was held against.
 */
export function holm(pValues: readonly number[], alpha: number): { rejected: boolean; limit: number }[] {
	const order = pValues.map((_, i) => i).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
	const answers: { rejected: boolean; limit: number }[] = [];
	let open = true;
	for (const [rank, i] of order.entries()) {
		const limit = alpha / (pValues.length - rank);
		open &&= (pValues[i] ?? 1) <= limit;
		answers[i] = { rejected: open, limit };
	}
	return answers;
}
