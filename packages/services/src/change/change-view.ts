import type {
	ApproveExplanation,
	ChangeRow as WhatChangesRow,
	ChangeState,
	ChangeSubject,
	Decision,
	Headline,
	JudgedVote,
	Manifest,
	RevisionComparison,
	Vote,
	WaiverState,
} from '@interlock/domain/change';
import type { EvaluationStep } from '@interlock/domain/gate';
import type { PolicyDocument, PolicyPerson } from '@interlock/domain/policy';
import type { RequirementView } from './requirement-views.ts';
import type { BreakGlassView } from './break-glass-view.ts';
import type { Permitted, StepUpAsked } from './permitted.ts';

/** A model version as a change names it. */
export interface VersionView {
	modelVersionId: string;
	model: string;
	version: number;
	runId: string | null;
	runName: string | null;
	createdBy: string;
	createdAtMs: number;
}

export interface GateView {
	gate: string;
	title: string;
	/** As it counts now; `waived` only while a countersigned waiver lasts. */
	status: 'pending' | 'running' | 'passed' | 'failed' | 'inconclusive' | 'waived';
	/** What was found, whatever was waived. */
	found: Exclude<GateView['status'], 'waived'>;
	/** What was found, with its figures. */
	sentence: string;
	evidence: Record<string, unknown>;
	decidedAtMs: number;
	waive: Permitted;
	/** Training the revision again once more; null for every other gate. */
	tryAgain: Permitted | null;
	/** The waiver that counts, else the newest one. */
	waiver: { id: string; state: WaiverState; sentence: string; reason: string; endsAtMs: number; countersign: Permitted; revoke: Permitted } | null;
}

export interface RevisionView {
	number: number;
	digest: string;
	version: number;
	createdBy: string;
	createdAtMs: number;
	evaluation: 'pending' | 'running' | 'finished' | 'failed';
}

export interface TimelineEntry {
	id: string;
	kind: string;
	actor: string;
	sentence: string;
	data: Record<string, unknown>;
	atMs: number;
}

export interface RolloutView {
	id: string;
	state: 'running' | 'paused' | 'live' | 'rolled-back';
	stepIndex: number;
	steps: {
		index: number;
		name: string;
		weight: number;
		shadow: boolean;
		state: 'waiting' | 'running' | 'passed' | 'failed';
		startedAtMs: number | null;
		endedAtMs: number | null;
	}[];
	reason: string | null;
	createdAtMs: number;
	endedAtMs: number | null;
}

/** A comparison without what its tabs fetch on their own. `behaviour`: in numbers; null for a first version. */
export type OverviewComparison = Omit<RevisionComparison, 'curves' | 'behaviour' | 'data'> & {
	data: Omit<RevisionComparison['data'], 'rows'>;
	behaviour: { changed: number; rows: number } | null;
};

/** Everything the page of a change shows. */
export interface ChangeView {
	id: string;
	number: number;
	title: string;
	description: string;
	state: ChangeState;
	closedReason: string | null;
	origin: 'person' | 'retrain';
	author: { name: string; userId: string | null; serviceAccount: boolean };
	createdAtMs: number;
	updatedAtMs: number;
	expiresAtMs: number;
	target: { endpointId: string; endpoint: string; environment: string; unit: string; heldReason: string | null };
	/** What it is compared with; null for a first version. */
	base: VersionView | null;
	candidate: VersionView;
	holdout: { name: string; version: number; rows: number; digest: string; period: string | null };
	/** The newest revision. `policyDigest` and `digest` are what approvals bind to. */
	revision: RevisionView & {
		policyDigest: string;
		manifest: Manifest;
		evaluationError: string | null;
		/** The newest evaluation's, in their order; empty before it began. One without an end in an evaluation that is over is where it failed. */
		evaluationSteps: EvaluationStep[];
		comparisonDigest: string | null;
		championMoved: boolean;
	};
	/** All of them, newest first. */
	revisions: RevisionView[];
	headline: Headline;
	/** Metrics, slices, parity and diffs; null until it is evaluated. */
	comparison: OverviewComparison | null;
	whatChanges: WhatChangesRow[];
	gates: GateView[];
	policy: {
		id: string;
		version: number;
		document: PolicyDocument;
		sentences: string[];
		/** What `decide` says now; "locked" while it denies. */
		decision: Decision;
		/** Each requirement as it stands: whose approvals are counted, what is missing and who could give it. */
		requirements: RequirementView[];
		/** Standing verdicts, with whether each counts and why not. */
		votes: JudgedVote[];
	};
	contributors: { userId: string; name: string; because: string[] }[];
	/** Verdicts and comments, oldest first. */
	discussion: { id: string; name: string; userId: string | null; verdict: Vote['verdict']; body: string; revision: number; atMs: number; author: boolean }[];
	/** Threads that nobody resolved. */
	openThreads: number;
	timeline: TimelineEntry[];
	rollout: RolloutView | null;
	/** The change it promotes or reverts. */
	link: { kind: 'promotes' | 'reverts'; number: number; title: string } | null;
	/** Endpoints of other environments that an applied change can be promoted to. */
	promoteTo: { name: string; environment: string }[];
	/** The emergency path: what was used of it, and what the viewer may do. */
	emergency: BreakGlassView;
	/** What the browser needs to evaluate `decide` and `explainApprove` itself when something moves. */
	rules: { subject: ChangeSubject; votes: Vote[]; people: PolicyPerson[] };
	viewer: {
		userId: string | null;
		/** Tabs of the newest revision that they opened; null for who may not review. */
		opened: string[] | null;
		approve: ApproveExplanation;
		requestChanges: Permitted;
		comment: Permitted;
		withdraw: Permitted;
		/** Whether they may dismiss somebody's request for changes. */
		dismiss: Permitted;
		close: Permitted;
		pushRevision: Permitted;
		/** Whether they may propose what follows from it once it is applied: the same version elsewhere, or the one before. */
		followUp: Permitted;
		/** Where approving needs a fresh proof of who they are. */
		stepUp: StepUpAsked | null;
	};
}
