// Rules
// 1. A person's one approval counts for every requirement whose people they belong to. Where two of these are kept apart, it counts
//    for one of them.
// 2. Approvals are counted so that everything is fulfilled if any way of counting does that. Otherwise as little as possible is
//    missing, and of ways that are alike the one that fulfils earlier requirements.

/** What is asked: how many approvals, and from which other requirements its people are kept apart. */
export interface Asked {
	name: string;
	count: number;
	distinctFrom?: readonly string[] | undefined;
}

/** Somebody whose approval counts, and the requirements whose people they belong to. */
export interface Approver {
	id: string;
	for: readonly string[];
}

/**
 * For whom each approval is counted: requirement -> ids. Exact: every way of counting is looked at, side by side by what it leaves
 * open, of which there are at most as many as products of the counts.
 */
export function assignVotes(asked: readonly Asked[], approvers: readonly Approver[]): Map<string, string[]> {
	const apart = asked.map((one) => asked.map((other) => isApart(one, other)));
	const free = asked.map((_, i) => apart[i]?.includes(true) !== true);
	const bound = asked.map((_, i) => i).filter((i) => !free[i]);
	let ways = new Map<string, Way>([['', { open: bound.map((i) => asked[i]?.count ?? 0), counted: bound.map(() => []) }]]);
	for (const approver of approvers) {
		const next = new Map<string, Way>();
		for (const way of ways.values()) {
			const takes = bound.map((i, at) => (way.open[at] ?? 0) > 0 && approver.for.includes(asked[i]?.name ?? ''));
			for (const chosen of choices(takes, (a, b) => apart[bound[a] ?? 0]?.[bound[b] ?? 0] === true)) {
				const after = {
					open: way.open.map((n, at) => n - (chosen[at] ? 1 : 0)),
					counted: way.counted.map((ids, at) => (chosen[at] ? [...ids, approver.id] : ids)),
				};
				const key = after.open.join();
				if (!next.has(key)) next.set(key, after);
			}
		}
		ways = next;
	}
	const best = [...ways.values()].sort(byLeastMissing)[0];
	return new Map(
		asked.map(({ name }, i) => [
			name,
			free[i] ? approvers.filter((approver) => approver.for.includes(name)).map(({ id }) => id) : (best?.counted[bound.indexOf(i)] ?? []),
		]),
	);
}

interface Way {
	/** How many approvals each of the requirements kept apart still misses. */
	open: number[];
	counted: string[][];
}

function isApart(one: Asked, other: Asked): boolean {
	return one.distinctFrom?.includes(other.name) === true || other.distinctFrom?.includes(one.name) === true;
}

/** Every set of requirements one approval can count for at once to which no other could be added. */
function choices(takes: readonly boolean[], apart: (a: number, b: number) => boolean): boolean[][] {
	let sets: number[][] = [[]];
	for (const [at, taken] of takes.entries())
		if (taken)
			sets = sets.flatMap((set) => (set.some((other) => apart(at, other)) ? [set, [...set.filter((other) => !apart(at, other)), at]] : [[...set, at]]));
	return sets.map((set) => takes.map((_, at) => set.includes(at)));
}

function byLeastMissing(a: Way, b: Way): number {
	const missing = (way: Way) => way.open.reduce((sum, n) => sum + n, 0);
	const difference = missing(a) - missing(b);
	if (difference !== 0) return difference;
	const at = a.open.findIndex((n, i) => n !== b.open[i]);
	return (a.open[at] ?? 0) - (b.open[at] ?? 0);
}
