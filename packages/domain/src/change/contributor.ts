// Rules
// 1. Whoever's work is in a change contributed to it: who opened it or pushed a revision, started the training, uploaded the version,
//    or made a dataset version that it brings in.
// 2. A token or service account counts as its owner: its work is the owner's work.
// 3. Contributors are collected over all revisions and never removed.

export type Because = 'opened it' | 'pushed a revision' | 'started the run' | 'uploaded the version' | 'made a dataset' | 'owns the service account';

export interface Contributor {
	userId: string;
	because: string;
}

/** Who did what; null where nobody known did it. Owners of tokens and service accounts are given as the person. */
export interface Work {
	because: Because;
	userId: string | null;
}

/** The contributors a revision adds, each person and reason once. */
export function contributorsOf(work: readonly Work[]): Contributor[] {
	const found = new Map<string, Contributor>();
	for (const { because, userId } of work) if (userId) found.set(`${userId}\n${because}`, { userId, because });
	return [...found.values()];
}

/** The reasons why a person counts as a contributor, in words ("opened it, started the run"), or null. */
export function whyContributor(contributors: readonly Contributor[], userId: string): string | null {
	const reasons = contributors.filter((c) => c.userId === userId).map((c) => c.because);
	return reasons.length > 0 ? [...new Set(reasons)].join(', ') : null;
}
