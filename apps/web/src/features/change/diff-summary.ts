import type { Comparison, KeyedDiff, SliceComparison } from './types.ts';

const NAMED = 3;

/** One line about a diff: what a reader would say to a colleague. */
export const summaryOf = {
	/** "trees 150 to 300, seed added, 2 more; 9 unchanged". */
	keyed(diff: KeyedDiff, noun: string): string {
		if (diff.rows.length === 0) return diff.unchanged === 0 ? 'Nothing recorded' : `No difference in ${count(diff.unchanged, noun)}`;
		const named = diff.rows.slice(0, NAMED).map(({ key, before, after }) => {
			if (before === null) return `${key} added`;
			if (after === null) return `${key} removed`;
			return before.length + after.length > 40 ? `${key} changed` : `${key} ${before} to ${after}`;
		});
		const more = diff.rows.length - named.length;
		return more > 0 ? `${named.join(', ')}, ${more} more` : named.join(', ');
	},

	data(data: Comparison['data']): string {
		const moved = data.columns.filter((column) => column.change !== 'kept');
		const shifted = data.columns.filter((column) => column.change === 'kept' && (column.psi ?? 0) >= 0.1);
		const parts = [
			...data.datasets.filter((d) => d.before !== d.after).map((d) => `${d.role} ${d.after ?? 'removed'}`),
			...(moved.length > 0 ? [`${count(moved.length, 'column')} added, removed or of another kind`] : []),
			...(shifted.length > 0 ? [`${count(shifted.length, 'column')} shifted, most ${shifted[0]?.column}`] : []),
		];
		return parts.length > 0 ? parts.join('; ') : 'Same data, no column shifted';
	},

	/** Only what the intervals prove: whole interval on one side. */
	slices(slices: readonly SliceComparison[]): string {
		const judged = slices.filter((slice) => slice.difference !== null);
		if (judged.length === 0) return 'No champion to compare with';
		const better = judged.filter((slice) => (slice.difference?.high ?? 0) < 0).length;
		const worse = judged.filter((slice) => (slice.difference?.low ?? 0) > 0);
		const first = worse[0];
		const loss = first ? `${count(worse.length, 'slice')} worse, among them ${first.column} ${first.value}` : 'no slice shown worse';
		return `${better} shown better, ${loss}, ${judged.length - better - worse.length} open`;
	},
};

function count(n: number, noun: string): string {
	return `${n.toLocaleString('en-GB')} ${noun}${n === 1 ? '' : 's'}`;
}
