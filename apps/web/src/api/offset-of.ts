/** Where a page of a list begins, as its address says; the first page for what is no such number. */
export function offsetOf(text: string | undefined): number {
	const offset = Number(text ?? 0);
	return Number.isSafeInteger(offset) && offset >= 0 && offset <= 100_000 ? offset : 0;
}
