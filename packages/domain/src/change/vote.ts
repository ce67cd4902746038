// Rules
// 1. One person, one vote: of each person the newest verdict stands, whatever session, token or role it was given by.
// 2. A comment is no vote. A withdrawal takes the person's verdict back.
// 3. An approval binds to the digest of the revision and of the policy that the person saw: a new revision voids it.
//    So does another comparison than the one seen (evaluation-record.ts).
// 4. A request for changes stands over later revisions until that person withdraws it or approves, or an administrator who did not
//    contribute dismisses it with a reason.

export const VERDICTS = ['approve', 'request-changes', 'comment', 'withdraw'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A verdict as given; never changed afterwards. In order of giving. */
export interface Vote {
	/** null for a service account: it may comment or ask for changes, its vote never counts as an approval. */
	userId: string | null;
	name: string;
	verdict: Verdict;
	revision: number;
	/** Digest of the revision's manifest that the verdict was given on. */
	digest: string;
	policyDigest: string;
	/** Digest of the comparison that the person saw; absent or null before the first evaluation ended. */
	comparisonDigest?: string | null;
	atMs: number;
	/** Whose vote it is, when a delegate gave it. */
	forName?: string | null;
	/** A request for changes that an administrator dismissed: who did, when, and why. */
	dismissed?: Dismissal | undefined;
}

export interface Dismissal {
	userId: string;
	name: string;
	reason: string;
	atMs: number;
}

export interface StandingVote extends Vote {
	verdict: 'approve' | 'request-changes';
}

/** A standing verdict and whether it counts, with the sentence why not. */
export interface JudgedVote extends StandingVote {
	counts: boolean;
	why: string | null;
	/** Names of the requirements that an approval counts for; empty for one that doesn't count, and for a request for changes. */
	for: string[];
}

/** The verdict of each person that stands now, oldest first; withdrawn ones are left out. */
export function standingVotes(votes: readonly Vote[]): StandingVote[] {
	const standing = new Map<string, StandingVote>();
	for (const vote of votes) {
		const voter = vote.userId ?? `name:${vote.name}`;
		if (vote.verdict === 'comment') continue;
		standing.delete(voter);
		if (vote.verdict !== 'withdraw') standing.set(voter, { ...vote, verdict: vote.verdict });
	}
	return [...standing.values()];
}
