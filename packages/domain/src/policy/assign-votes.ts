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
	const bound = asked.filter((one) => asked.some((other) => isApart(one, other)));
	let ways: Way[] = [bound.map((one) => ({ asked: one, open: one.count, counted: [] }))];
	for (const approver of approvers) {
		const next = new Map<string, Way>();
		for (const way of ways) {
			const wanting = way.filter((place) => place.open > 0 && approver.for.includes(place.asked.name));
			for (const chosen of choices(wanting)) {
				const after = way.map((place) => (chosen.includes(place) ? { ...place, open: place.open - 1, counted: [...place.counted, approver.id] } : place));
				const key = after.map(({ open }) => open).join();
				if (!next.has(key)) next.set(key, after);
			}
		}
		ways = [...next.values()];
	}
	const best = [...ways].sort(byLeastMissing).slice(0, 1).flat();
	const free = asked.filter((one) => !bound.includes(one));
	return new Map([
		...free.map(({ name }) => [name, approvers.filter((approver) => approver.for.includes(name)).map(({ id }) => id)] as const),
		...best.map((place) => [place.asked.name, place.counted] as const),
	]);
}

/** One of the requirements that are kept apart: how many approvals it still misses, and which are counted for it. */
interface Place {
	asked: Asked;
	open: number;
	counted: string[];
}
type Way = Place[];

function isApart(one: Asked, other: Asked): boolean {
	return one.distinctFrom?.includes(other.name) === true || other.distinctFrom?.includes(one.name) === true;
}

/** Every set of requirements one approval can count for at once to which no other could be added. */
function choices(wanting: readonly Place[]): Place[][] {
	let sets: Place[][] = [[]];
	for (const place of wanting)
		sets = sets.flatMap((set) => {
			const beside = set.filter((other) => !isApart(place.asked, other.asked));
			return beside.length === set.length ? [[...set, place]] : [set, [...beside, place]];
		});
	return sets;
}

/** The least missing first; of ways that are alike, the one that misses it later in the policy's order. */
function byLeastMissing(a: Way, b: Way): number {
	const missing = (way: Way) => way.reduce((sum, { open }) => sum + open, 0);
	const inOrder = (way: Way) => way.map(({ open }) => String(open).padStart(2, '0')).join();
	return missing(a) - missing(b) || (inOrder(a) < inOrder(b) ? -1 : 1);
}
