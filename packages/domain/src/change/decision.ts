import type { Role } from '../access/index.ts';
import type { ChangeFacts, PolicyDocument } from '../policy/index.ts';
import type { ChangeState } from './change-state.ts';
import type { Contributor } from './contributor.ts';
import type { ComparisonStanding } from './evaluation-record.ts';
import type { Waiver } from './waiver.ts';
import type { JudgedVote, Vote } from './vote.ts';

/** The change as it stands: its newest revision's digests, and everybody who contributed to any revision. */
export interface ChangeSubject {
	state: ChangeState;
	revision: number;
	digest: string;
	policyDigest: string;
	/** Its comparison now and at first; absent or null before the first evaluation ended. */
	comparison?: ComparisonStanding | null;
	contributors: readonly Contributor[];
	expiresAtMs: number;
}

export interface GateStanding {
	/** Its key; a policy's check is found by it. */
	gate?: string;
	title: string;
	/** What was found; `waivers` can let it count as passed. */
	status: 'pending' | 'running' | 'passed' | 'failed' | 'inconclusive';
	/** Every waiver of this gate in the newest revision. */
	waivers?: readonly Waiver[];
}

/** What is true now, read in the transaction that decides. */
export interface ApprovalFacts {
	/** Roles people have now in the organization; somebody disabled or gone has none. */
	rolesNow: Readonly<Record<string, readonly Role[]>>;
	/** Groups people are in now. */
	groupsNow: Readonly<Record<string, readonly string[]>>;
	/** Who is away now and lets somebody else vote, with the sentence that says so. */
	away?: Readonly<Record<string, string>>;
	/** What a policy's conditions and owners may name. */
	about: ChangeFacts;
	/** The environment's newest policy where that isn't the one which bound the revision: the stricter of both holds. */
	newerPolicy?: PolicyDocument | null;
	/** Gates of the newest revision; empty until it is evaluated. */
	gates: readonly GateStanding[];
	evaluation: 'pending' | 'running' | 'finished' | 'failed';
	/** The endpoint runs another version than the one compared with. */
	championMoved: boolean;
	/** The evaluation data was replaced since the comparison. */
	dataMoved?: boolean;
	/** Another rollout of the endpoint is running or paused. */
	rolloutOpen: boolean;
	/** Numbers of the changes of the endpoint that wait in its queue before this one; absent is none. */
	aheadInQueue?: readonly number[];
	/** What was recalled of all that the revision depends on; absent is none. */
	recalled?: readonly { name: string; reason: string; via: string }[];
	/** Threads of the discussion that nobody resolved; absent is none. */
	openThreads?: number;
	/** Tabs of the newest revision that each person opened; absent is none. */
	openedTabs?: Readonly<Record<string, readonly string[]>>;
}

export interface Decision {
	outcome: 'allow' | 'deny';
	/** Why, as sentences. */
	reasons: string[];
	/** What would still have to happen, as sentences; empty when allowed. */
	missing: string[];
	/** When the first thing that holds it ends by itself, in ms; absent where nothing does. */
	againAtMs?: number;
}

/** Everything a decision is made from. */
export interface Given {
	policy: PolicyDocument;
	change: ChangeSubject;
	/** Each standing verdict with whether it counts now. */
	votes: readonly JudgedVote[];
	/** Every verdict as given. */
	given: readonly Vote[];
	facts: ApprovalFacts;
	nowMs: number;
}

/** One thing that holds a change: why, and what would still have to happen. */
export interface Hold {
	reason: string;
	needed: string;
	/** When it ends by itself, where it does. */
	untilMs?: number;
}

/** A rule that can only hold a change, never let one through: that is why more rules can't turn a denial into an approval. */
export type HoldRule = (given: Given) => Hold[];
