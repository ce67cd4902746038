// Rules
// 1. Whoever's work is in a change contributed to it: who opened it or pushed a revision, started the training, uploaded the version or a
//    file of its run, made a dataset version that it brings in or the data it is evaluated on, or edited the policy it is bound to last.
//    So did whoever turned one of its gates after the candidate was made: saved its model card where the policy asks for one, or pushed
//    a version of the behaviour suite that it is judged by.
// 2. The policy that a new environment is given is nobody's edit.
// 3. A token counts as its owner, and a service account as its owner of now: their work is the owner's work.
// 4. Contributors are collected over all revisions, again whenever the change is decided, and never removed.

export type Because =
	| 'opened it'
	| 'pushed a revision'
	| 'started the run'
	| 'uploaded the version'
	| 'uploaded a file'
	| 'made a dataset'
	| 'made the evaluation data'
	| 'edited the policy'
	| 'saved the model card'
	| 'pushed the behaviour suite'
	| 'owns the service account';

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
