import type { GateState, Permit, Verdict } from '@interlock/ui/review';
import type { RolloutView } from '../deployment/types.ts';

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
	revision: number;
	openedAtMs: number;
	gates: { passed: number; failed: number; inconclusive: number; pending: number };
	approvals: { given: number; needed: number };
	rollout: RolloutView['state'] | null;
	/** The reader could approve it now. */
	waitsForYou: boolean;
}

export interface Difference {
	value: number;
	low: number;
	high: number;
}

export interface MetricComparison {
	key: string;
	name: string;
	unit: string;
	better: 'lower' | 'higher';
	decimals: number;
	champion: number | null;
	candidate: number;
	difference: Difference | null;
	/** The gate that judges it. */
	gate: { key: string; state: GateState; text: string; margin: number | null } | null;
}

export interface SliceComparison {
	column: string;
	value: string;
	rows: number;
	blocks: number;
	champion: number | null;
	candidate: number;
	/** Null where there are too few rows or blocks to say. */
	difference: Difference | null;
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
	reference: number[];
	current: number[];
}

export interface Comparison {
	holdout: { dataset: string; version: number; period: string | null; rows: number; blocks: number; blockColumn: string; resamples: number };
	metrics: MetricComparison[];
	slices: SliceComparison[];
	/** The naive column's error, that a first version must beat. */
	naive: { column: string; error: number } | null;
	/** Training process against serving runtime. */
	parity: { rows: number; differing: number; largest: number; unit: string } | null;
	signature: KeyedDiff;
	data: { datasets: { name: string; role: string; before: string | null; after: string | null }[]; columns: ColumnShift[]; unchanged: number };
	parameters: KeyedDiff;
	environment: KeyedDiff & { before: string | null; after: string | null };
	code: KeyedDiff & { before: string | null; after: string | null };
}

export interface GateView {
	key: string;
	title: string;
	state: GateState;
	sentence: string;
	figure: string | null;
}

export interface ApprovalView {
	key: string;
	person: string;
	role: string;
	state: 'approved' | 'changes-requested' | 'dismissed';
	atMs: number;
	expiresAtMs: number | null;
	/** Why it doesn't count. */
	why: string | null;
}

export interface CommentView {
	key: string;
	person: string;
	machine: boolean;
	role: string;
	verdict: Verdict;
	revision: number;
	body: string;
	atMs: number;
}

export interface ChangeEntryView {
	key: string;
	/** Words of the timeline's filter and icon: opened, revision, evaluated, gate, commented, approved, changes-requested, dismissed, rollout, closed. */
	kind: string;
	actor: string;
	sentence: string;
	detail: string | null;
	/** Hash of its audit entry, once sealed. */
	hash: string | null;
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
	closedReason: string | null;
	base: { version: number; run: { id: string; name: string } | null } | null;
	head: { version: number; run: { id: string; name: string } | null };
	revision: {
		number: number;
		digest: string;
		policyVersion: number;
		evaluation: 'pending' | 'running' | 'finished' | 'failed';
		evaluationError: string | null;
	};
	comparison: Comparison | null;
	gates: GateView[];
	approvals: { needed: number; role: string; given: ApprovalView[] };
	/** Why it can't roll out, and what is missing; empty when it may. */
	missing: string[];
	/** "priya contributed (opened it), so priya can't approve." */
	duties: string[];
	comments: CommentView[];
	timeline: ChangeEntryView[];
	rollout: RolloutView | null;
	/** The role under which the reader's verdict would be given. */
	actingRole: string;
	permits: Record<Verdict, Permit> & { close: Permit };
	nowMs: number;
}
