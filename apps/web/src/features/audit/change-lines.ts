import type { ChangeLine } from '@interlock/ui/govern';

/** A value as the lines of its indented JSON; nothing for an absent one. */
export function linesOf(value: unknown): string[] {
	return value === undefined || value === null ? [] : JSON.stringify(value, null, 2).split('\n');
}

/** Before and after line by line: the longest common subsequence stays, the rest is removed or added. */
export function changeLines(before: unknown, after: unknown): ChangeLine[] {
	const [a, b] = [linesOf(before), linesOf(after)];
	const common = lengths(a, b);
	const lines: ChangeLine[] = [];
	let [i, j] = [0, 0];
	while (i < a.length || j < b.length) {
		const [left, right] = [a[i], b[j]];
		if (left !== undefined && left === right) {
			lines.push({ kind: 'same', text: left });
			i++;
			j++;
		} else if (left !== undefined && (right === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
			lines.push({ kind: 'removed', text: left });
			i++;
		} else if (right !== undefined) {
			lines.push({ kind: 'added', text: right });
			j++;
		}
	}
	return lines;
}

/** Length of the longest common subsequence of the rest of both, from each pair of positions. */
function lengths(a: readonly string[], b: readonly string[]): number[][] {
	const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
	for (let i = a.length - 1; i >= 0; i--) {
		for (let j = b.length - 1; j >= 0; j--) {
			const row = table[i];
			if (row) row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
		}
	}
	return table;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
	return table[i]?.[j] ?? 0;
}
