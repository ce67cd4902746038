/** `values[index]`; beyond the end it is NaN, which poisons every sum and so can't pass unseen. */
export function valueAt(values: ArrayLike<number>, index: number): number {
	return values[index] ?? Number.NaN;
}
