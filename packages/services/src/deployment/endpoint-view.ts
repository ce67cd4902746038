import type { EndpointConfig } from '@interlock/db/tables';
import type { RolloutPlan } from '@interlock/domain/rollout';
import type { StoredJudgement } from './judge-rollout-step.ts';

export interface VersionRef {
	id: string;
	version: number;
}

export interface TrafficShare {
	versionId: string;
	version: number;
	role: 'champion' | 'candidate';
	/** Percent of requests it answers. */
	weight: number;
	shadow: boolean;
}

/** A version of the endpoint's route that an inference server can't load; it goes on with what it served there before. */
export interface ServerRefusal {
	server: string;
	version: number;
	role: 'champion' | 'candidate';
	/** What is wrong with which file. */
	reason: string;
}

export interface RolloutStepView {
	index: number;
	/** "shadow", "10 %", "100 %". */
	name: string;
	weight: number;
	shadow: boolean;
	/** `skipped`: before the first step of a first version. */
	state: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped';
	startedAtMs: number | null;
	/** When every inference server alive served the weight; its requests count from then. */
	acknowledgedAtMs: number | null;
	endedAtMs: number | null;
	/** When the step is rolled back if it could not go on; null before it is acknowledged and while paused. */
	deadlineAtMs: number | null;
	/** The newest look, with its inputs. */
	judgement: StoredJudgement | null;
}

export interface RolloutView {
	id: string;
	state: 'running' | 'paused' | 'live' | 'rolled-back';
	change: { number: number; title: string } | null;
	from: VersionRef | null;
	to: VersionRef;
	plan: RolloutPlan;
	stepIndex: number;
	steps: RolloutStepView[];
	/** Why it ended, with its numbers. */
	reason: string | null;
	requested: { what: 'promote' | 'pause'; by: string; reason: string | null } | null;
	startedAtMs: number;
	endedAtMs: number | null;
}

export type CheckStatus = 'passed' | 'waiting' | 'failed' | 'shown';

/** A row of the checks table. `shown`: nothing is decided by it. */
export interface CheckView {
	id: 'error-rate' | 'failures-in-a-row' | 'finite-answers' | 'requests' | 'latency-p95' | 'mean-prediction' | 'difference';
	title: string;
	/** 'share' (0 .. 1), 'count', 'ms', or the target's unit. */
	unit: string;
	champion: number | null;
	candidate: number | null;
	/** The limit in words; null for what is only shown. */
	limit: string | null;
	status: CheckStatus;
	/** The last looks, oldest first, at most 12. */
	readings: ('passed' | 'waiting' | 'failed')[];
}

export interface RevisionView {
	rolloutId: string;
	version: VersionRef;
	state: 'champion' | 'previous' | 'shadow' | 'canary' | 'paused' | 'rolled back' | 'replaced';
	weight: number | null;
	change: { number: number; title: string; author: string; approvers: string[] } | null;
	/** Of a rollback: who or what, and why. */
	reason: string | null;
	startedAtMs: number;
	endedAtMs: number | null;
}

/** One version in one bucket of the charts. Shadow answers are apart: nobody received them. */
export interface TrafficPoint {
	atMs: number;
	versionId: string;
	shadow: boolean;
	requests: number;
	errors: number;
	latencyP95Ms: number | null;
	/** In the target's unit. */
	meanPrediction: number | null;
}

export interface EndpointView {
	id: string;
	name: string;
	environment: string;
	model: string;
	config: EndpointConfig;
	retrain: { template: string; dataset: string; periodsBefore: number; serviceAccount: string } | null;
	/** Where predictions are asked for: `/serve/<org>/<project>/<name>/invocations`. */
	path: string;
	champion: VersionRef | null;
	/** When it became the champion; null where no rollout is known. */
	championSinceMs: number | null;
	previous: VersionRef | null;
	/** Set by a rollback: nothing is rolled out until a person approves a change. */
	heldReason: string | null;
	traffic: TrafficShare[];
	/** The newest route's sequence, and whether the inference servers serve it; null before the first. */
	route: { seq: number; acknowledged: boolean } | null;
	/** Inference servers that serve the newest route, of those heard of lately. */
	servers: { current: number; alive: number; refusals: ServerRefusal[] };
	/** Open, or else the newest that ended; null before the first. */
	rollout: RolloutView | null;
	checks: CheckView[];
	/** Newest first, at most 50. */
	revisions: RevisionView[];
	charts: { range: '1h' | '12h' | '7d'; bucketMs: number; fromMs: number; untilMs: number; points: TrafficPoint[] };
	/** What this caller may do here, and the rule's sentence where not. */
	may: { rollBack: { allowed: boolean; reason: string | null }; operate: { allowed: boolean; reason: string | null } };
}
