import type { Permit } from '@interlock/ui/review';

export type RolloutState = 'running' | 'paused' | 'live' | 'rolled-back';

export interface RolloutStepView {
	key: string;
	/** "Shadow", "10%", "100%". */
	title: string;
	shadow: boolean;
	state: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped';
	startedAtMs: number | null;
	endedAtMs: number | null;
	/** "212 of 300 requests"; null before the first look. */
	note: string | null;
	/** 0 to 1 of the requests it needs at least. */
	progress: number | null;
}

export interface RolloutCheckView {
	key: string;
	name: string;
	/** `shown`: nothing is decided by it. */
	state: 'passed' | 'pending' | 'failed' | 'shown';
	/** With their units; null where there is no value. */
	champion: string | null;
	candidate: string | null;
	/** In words; null for what is only shown. */
	limit: string | null;
	/** Verdicts of the last looks, oldest first, at most 12. */
	readings: ('passed' | 'failed' | 'inconclusive')[];
}

export interface RolloutView {
	id: string;
	state: RolloutState;
	from: number | null;
	to: number;
	change: number | null;
	/** Why it ended, with its numbers. */
	reason: string | null;
	/** What a person asked for and the process has still to act on, as a sentence. */
	requested: string | null;
	/** The newest look's sentence: why it holds or goes on. */
	standing: string | null;
	steps: RolloutStepView[];
	checks: RolloutCheckView[];
	checkedAtMs: number | null;
	permits: { operate: Permit; rollBack: Permit };
}

export interface EndpointRow {
	name: string;
	environment: string;
	model: string;
	championVersion: number | null;
	championSinceMs: number | null;
	held: string | null;
	rollout: { toVersion: number; state: 'running' | 'paused'; step: string; shadow: boolean } | null;
	lastHour: { predictions: number; errors: number };
	/** The newest window that was judged. */
	window: { window: string; error: number | null; unit: string; decayed: boolean; driftedColumns: number } | null;
}

export interface VersionSeries {
	version: number;
	/** `earlier`: neither champion nor the newest candidate. */
	role: 'champion' | 'candidate' | 'earlier';
	/** Milliseconds since the epoch and values per bucket; null without predictions. */
	atMs: number[];
	values: (number | null)[];
}

export interface EndpointChart {
	key: 'requests' | 'latency' | 'errors' | 'mean';
	title: string;
	unit: string;
	series: VersionSeries[];
	limit: { value: number; label: string } | null;
}

export interface EndpointRevision {
	key: string;
	version: number;
	state: 'champion' | 'previous' | 'shadow' | 'canary' | 'paused' | 'rolled back' | 'replaced';
	weight: number | null;
	change: { number: number; author: string; approvers: string[] } | null;
	reason: string | null;
	atMs: number;
}

/** What an inference server couldn't load, as a sentence. */
export interface ServerRefusal {
	key: string;
	sentence: string;
}

export type ChartRange = '1h' | '12h' | '7d';

export interface EndpointDetail {
	id: string;
	name: string;
	environment: string;
	model: string;
	/** Full address of the prediction door. */
	url: string;
	/** A request that works, as a curl command without the token. */
	example: string;
	/** Why nothing is rolled out again until a person releases it. */
	held: string | null;
	shares: { version: number; role: 'champion' | 'candidate'; weight: number; shadow: boolean }[];
	/** Inference servers that serve these weights, of those alive. */
	servers: { current: number; alive: number; refusals: ServerRefusal[] };
	/** The open rollout, or the last one. */
	rollout: RolloutView | null;
	charts: EndpointChart[];
	/** What the charts show, from and until. */
	span: readonly [fromMs: number, untilMs: number];
	/** Times at which a weight changed, for the charts. */
	steps: { atMs: number; label: string }[];
	revisions: EndpointRevision[];
	/** The version a rollback returns to. */
	rollBackTo: number | null;
	mayRollBack: Permit;
	nowMs: number;
}
