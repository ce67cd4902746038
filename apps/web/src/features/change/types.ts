import type { EvaluationStep } from '@interlock/domain/gate';
import type { RolloutPlan } from '@interlock/domain/rollout';
import type { GateState, Permit, Verdict } from '@interlock/ui/review';
import type { RolloutView } from '../deployment/types.ts';
import type { Outputs } from '../../api/outputs.ts';

/** Where both versions err, as the evaluation kept it. */
export type Curves = NonNullable<Outputs['change']['metricsDiff']['curves']>;

/** What the candidate answers differently, and where it loses. */
export type ChangedBehaviour = Outputs['change']['behaviourDiff'];
export type SuiteCases = NonNullable<ChangedBehaviour['suite']>;
export type Behaviour = NonNullable<ChangedBehaviour['behaviour']>;
export type DataDiff = Outputs['change']['dataDiff'];
export type CodeDiffOf = Outputs['change']['codeDiff'];

export type ChangeState = 'draft' | 'in-review' | 'approved' | 'applied' | 'closed';

export interface ChangeRow {
	number: number;
	title: string;
	state: ChangeState;
	author: string;
	machine: boolean;
	model: string;
	base: number | null;
	head: number;
	endpoint: string;
	environment: string;
	/** "Better by 1.69 min". */
	headline: { tone: HeadlineTone; title: string };
	openedAtMs: number;
	gates: { passed: number; waived: number; failed: number; inconclusive: number; pending: number };
	approvals: { given: number; needed: number };
	rollout: RolloutView['state'] | null;
	/** It waits for the reader's verdict. */
	waitsForYou: boolean;
}

export type HeadlineTone = 'better' | 'worse' | 'inconclusive' | 'pending' | 'failed';

/** Candidate minus baseline, and its interval where one was computed. */
export interface Difference {
	value: number;
	interval: { low: number; high: number } | null;
}

export interface MetricComparison {
	key: string;
	name: string;
	unit: string;
	better: 'lower' | 'higher' | 'nearer to zero';
	decimals: number;
	baseline: number;
	candidate: number;
	difference: Difference;
	/** Nearer to zero than the baseline, without regard to chance. */
	improved: boolean | null;
}

export interface SliceComparison {
	column: string;
	value: string;
	rows: number;
	blocks: number;
	baseline: number;
	candidate: number;
	difference: Difference;
}

export interface KeyedDiff {
	rows: { key: string; before: string | null; after: string | null }[];
	unchanged: number;
}

export interface ColumnShift {
	column: string;
	kind: string;
	change: 'added' | 'removed' | 'kind-changed' | 'kept';
	sentence: string;
	before: string | null;
	after: string | null;
	psi: number | null;
	/** Shares on the same bins; empty where no histogram is kept. */
	reference: number[];
	current: number[];
}

export interface Comparison {
	/** What the candidate is compared with: the champion, or the naive rule of a first version. */
	baseline: 'champion' | 'naive';
	holdout: { dataset: string; version: number; period: string | null; rows: number; blocks: number; resamples: number };
	confidence: number;
	metrics: MetricComparison[];
	slices: { rows: SliceComparison[]; judged: number; confidence: number; omitted: number };
	/** Training process against serving runtime, in a sentence. */
	parity: { sentence: string; same: boolean } | null;
	parityNote: string | null;
	signature: KeyedDiff & { sentence: string; compatible: boolean };
	data: { datasets: KeyedDiff; columns: ColumnShift[]; note: string | null };
	parameters: KeyedDiff;
	environment: KeyedDiff & { before: string | null; after: string | null };
	code: { before: string | null; after: string | null };
}

export interface WhatChangesRow {
	part: 'data' | 'code' | 'environment' | 'parameters' | 'signature' | 'behaviour';
	from: string | null;
	to: string;
	summary: string;
	count: number;
}

export interface GateView {
	key: string;
	title: string;
	state: GateState;
	sentence: string;
	/** How far the interval may reach, in the metric's unit; null for gates that judge something else. */
	margin: number | null;
	waive: Permit;
	/** Where an outside check's details are. */
	detailsUrl: string | null;
	/** The run that the gate is judged by, where it is one of its own. */
	run: { id: string; name: string } | null;
	/** Training the revision again once more; null for other gates. */
	tryAgain: Permit | null;
	/** How long, and that a second person countersigns. */
	waiveTerms: string;
	/** The waiver that counts, else the newest one. */
	waiver: { id: string; state: 'waiting' | 'in-force' | 'ended' | 'revoked' | 'void'; sentence: string; countersign: Permit; revoke: Permit } | null;
}

export interface ApprovalView {
	key: string;
	person: string;
	state: 'approved' | 'changes-requested' | 'dismissed';
	atMs: number;
	expiresAtMs: number | null;
	/** Why it doesn't count. */
	why: string | null;
	/** Id of a request for changes that holds the change; null for anything else. */
	dismissable: string | null;
}

/** One requirement of the policy as it stands. */
export interface RequirementView {
	name: string;
	/** "Model risk". */
	title: string;
	/** "a member of model-risk". */
	asks: string;
	applies: boolean;
	/** Why it applies or doesn't; null for one that is asked of every change. */
	why: string | null;
	counted: { person: string; untilMs: number | null }[];
	missing: number;
	whoCan: string[];
	/** The reader could approve for it now. */
	waitsForYou: boolean;
}

export interface CommentView {
	key: string;
	person: string;
	machine: boolean;
	/** "author", "reviewer"; empty for anybody else. */
	role: string;
	verdict: Verdict | 'withdraw';
	revision: number;
	body: string;
	atMs: number;
}

export interface ChangeEntryView {
	key: string;
	/** Of the change's timeline: opened, revision, comment, approve, request-changes, withdraw, evaluated, evaluation-failed, approved, applied, rolled-back, closed, expired. */
	kind: string;
	actor: string;
	sentence: string;
	atMs: number;
}

export interface ChangeDetail {
	id: string;
	number: number;
	title: string;
	description: string;
	state: ChangeState;
	origin: 'person' | 'retrain';
	author: string;
	machine: boolean;
	model: string;
	endpoint: string;
	environment: string;
	openedAtMs: number;
	/** The change it promotes or reverts. */
	link: { kind: 'promotes' | 'reverts'; number: number; title: string } | null;
	/** Where an applied change can be promoted to. */
	promoteTo: { name: string; environment: string }[];
	closedReason: string | null;
	base: { version: number; run: { id: string; name: string } | null } | null;
	head: { version: number; run: { id: string; name: string } | null };
	revision: {
		number: number;
		digest: string;
		policyVersion: number;
		evaluation: 'pending' | 'running' | 'finished' | 'failed';
		/** As it went, or goes. */
		steps: EvaluationStep[];
	};
	headline: { tone: HeadlineTone; title: string; sentence: string };
	comparison: Comparison | null;
	whatChanges: WhatChangesRow[];
	gates: GateView[];
	/** Approvals counted and asked for by the requirements that apply, together; and each standing verdict. */
	approvals: { counted: number; needed: number; given: ApprovalView[] };
	requirements: RequirementView[];
	/** What would still have to happen before it rolls out; empty when nothing. */
	missing: string[];
	/** Diffs that the policy requires, and those the reader didn't open on this revision; null for who may not review. */
	opened: { required: string[]; left: string[]; insists: boolean } | null;
	/** Threads that nobody resolved. */
	openThreads: number;
	/** "priya contributed (opened it), so priya can't approve." */
	duties: string[];
	comments: CommentView[];
	timeline: ChangeEntryView[];
	/** What was decided on, by its digests; every revision, newest first. */
	record: {
		comparisonDigest: string | null;
		predictions: { sha256: string; rows: number } | null;
		revisions: { number: number; version: number; digest: string; createdBy: string; createdAtMs: number }[];
	};
	rollout: RolloutView | null;
	/** What an approval would start. */
	plan: RolloutPlan;
	/** The role under which the reader's verdict would be given. */
	actingRole: string;
	permits: Record<Verdict, Permit> & { close: Permit; withdraw: Permit; push: Permit; dismiss: Permit; 'follow-up': Permit };
	nowMs: number;
}
