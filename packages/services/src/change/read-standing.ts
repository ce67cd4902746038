import type { Tx } from '@interlock/db';
import { type Decision, decide, explainApprove, reviewDueAt, type Vote } from '@interlock/domain/change';
import type { ServiceContext } from '../access/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { type ChangeRow, type LoadedChange, withParts } from './load-change.ts';
import { readFacts } from './read-facts.ts';
import { speakerOf } from './speaker.ts';
import { votesOf } from './votes-of.ts';

/** Where a change stands for one reader. */
export interface ChangeStanding {
	loaded: LoadedChange;
	decision: Decision;
	/** Until when it is to be reviewed, by its policy. */
	dueAtMs: number;
	/** The reader may approve, it is evaluated, and their approval would take something off the list of what is missing. */
	waitsForViewer: boolean;
	/** Ids of everybody of whom the same is true. */
	waitsFor: string[];
	/** Names of the people who can approve now. */
	whoCan: string[];
}

/** What a loaded and authorized change still needs, and from whom. It waits for whoever may approve and whose approval would make `decide` miss less. */
export async function readStanding(tx: Tx, ctx: ServiceContext, row: ChangeRow): Promise<ChangeStanding> {
	const loaded = await withParts(tx, row);
	const policy = await loadPolicyVersion(tx, loaded.revision.policyId);
	const votes = await votesOf(tx, row.id);
	const { subject, facts, people } = await readFacts(tx, loaded, policy, ctx.now());
	const nowMs = ctx.now().getTime();
	const decision = decide(policy.document, subject, votes, facts, nowMs);
	const evaluated = facts.evaluation === 'finished' || facts.evaluation === 'failed';
	const helps = (person: { userId: string; name: string }): boolean => {
		const vote: Vote = { ...person, verdict: 'approve', revision: subject.revision, digest: subject.digest, policyDigest: subject.policyDigest, atMs: nowMs };
		return decide(policy.document, subject, [...votes, vote], facts, nowMs).missing.join('\n') !== decision.missing.join('\n');
	};
	const explain = (person: (typeof people)[number]) => explainApprove(person, subject, policy.document, votes, people, nowMs, facts);
	const asked = evaluated ? people.filter((person) => explain(person).enabled && helps(person)).map((person) => person.userId) : [];
	const { userId } = await speakerOf(tx, ctx.actor);
	return {
		loaded,
		decision,
		dueAtMs: Math.min(reviewDueAt({ pushedAtMs: loaded.revision.createdAt.getTime() }, policy.document), row.expiresAt.getTime()),
		waitsForViewer: userId !== null && asked.includes(userId),
		waitsFor: asked,
		whoCan: people[0] ? explain(people[0]).whoCan : [],
	};
}
