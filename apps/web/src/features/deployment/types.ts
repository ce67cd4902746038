import type { Permit } from '@interlock/ui/review';

export type RolloutState = 'running' | 'paused' | 'live' | 'rolled-back';

export interface RolloutStepView {
	key: string;
	/** "Shadow", "10%", "100%". */
	title: string;
	weight: number;
	shadow: boolean;
	state: 'waiting' | 'running' | 'passed' | 'failed';
	startedAtMs: number | null;
	endedAtMs: number | null;
	/** "412 of 500 predictions", "0 of 2 champion errors". */
	note: string | null;
	/** 0 to 1 of what the step needs. */
	progress: number | null;
}

export interface RolloutCheckView {
	key: string;
	name: string;
	state: 'pending' | 'running' | 'passed' | 'failed' | 'inconclusive';
	champion: number | null;
	candidate: number | null;
	unit: string;
	/** In words, e.g. "rolls back when evidence exceeds 20". */
	limit: string;
	/** Verdicts of the last looks, oldest first, at most 12. */
	readings: ('passed' | 'failed' | 'inconclusive')[];
}

export interface RolloutView {
	id: string;
	state: RolloutState;
	from: number | null;
	to: number;
	change: number | null;
	/** Why it ended or stands still, with its numbers. */
	reason: string | null;
	/** A request the process has still to act on. */
	requested: 'pause' | 'resume' | 'roll-back' | 'promote' | null;
	steps: RolloutStepView[];
	checks: RolloutCheckView[];
	checkedAtMs: number | null;
	permits: { pause: Permit; resume: Permit; promote: Permit; rollBack: Permit };
}

export interface EndpointRow {
	name: string;
	environment: string;
	model: string;
	champion: { version: number; sinceMs: number } | null;
	rollout: { to: number; state: RolloutState; step: string; change: number | null } | null;
	held: string | null;
	window: { window: string; error: number | null; unit: string; decayed: boolean; driftedColumns: number } | null;
}

export interface VersionSeries {
	version: number;
	role: 'champion' | 'candidate';
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
	role: 'candidate' | 'champion' | 'previous' | 'rolled-back' | 'replaced';
	weight: number | null;
	change: number | null;
	/** Who approved it. */
	by: string[];
	reason: string | null;
	atMs: number;
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
	/** Inference servers that serve the newest table, of those alive. */
	servers: { current: number; alive: number };
	/** The open rollout, or the last one. */
	rollout: RolloutView | null;
	charts: EndpointChart[];
	/** Times at which a weight changed, for the charts. */
	steps: { atMs: number; label: string }[];
	revisions: EndpointRevision[];
	/** The version a rollback returns to. */
	rollBackTo: number | null;
	mayRollBack: Permit;
	nowMs: number;
}
