import type { Permit } from '@interlock/ui/review';

export type RunState = 'queued' | 'running' | 'cancelling' | 'finished' | 'failed' | 'cancelled';

export interface RunRow {
	/** 32 hex. */
	id: string;
	name: string;
	state: RunState;
	startedBy: string;
	/** Started by a service account or process. */
	machine: boolean;
	experiment: string;
	startedAtMs: number | null;
	endedAtMs: number | null;
	/** Newest value per shown metric; null where NaN was logged. */
	metrics: Record<string, number | null>;
	/** Newest points of the first shown metric, thinned to at most 30, oldest first. */
	trend: number[];
	params: Record<string, string>;
	datasets: { name: string; version: number | null }[];
	model: { name: string; version: number } | null;
}

export interface RunListQuery {
	state: 'all' | 'running' | 'failed';
	/** Filter as typed, e.g. `metrics.mae < 13 and params.month = '2013-08'`; a bare word matches names. */
	q: string;
	/** Shown columns; only these are sent. */
	metrics: string[];
	params: string[];
	/** `started`, `duration`, `metrics.<key>` or `params.<key>`. */
	sort: string;
	descending: boolean;
	offset: number;
}

export interface RunListData {
	rows: RunRow[];
	/** Matching the filter. */
	total: number;
	counts: { all: number; running: number; failed: number };
	/** Every key of the project's runs, for the column menu. */
	metricKeys: string[];
	paramKeys: string[];
	pageSize: number;
	/** What is wrong with the filter, naming the place; then rows are empty. */
	filterError: string | null;
	nowMs: number;
}

export interface MetricCurve {
	key: string;
	last: number | null;
	/** Thinned so that extremes stay. */
	steps: number[];
	values: (number | null)[];
	/** How many points were logged. */
	logged: number;
}

export interface RunAttempt {
	number: number;
	state: 'queued' | 'leased' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'lost';
	phase: string | null;
	agent: string | null;
	reason: string | null;
	startedAtMs: number | null;
	endedAtMs: number | null;
}

/** A run at the other end of a reproduction, and the change that asked for it. */
export interface Reproduced {
	/** 32 hex. */
	id: string;
	name: string;
	change: number;
}

export interface RunDetail {
	id: string;
	name: string;
	state: RunState;
	/** Why it failed or was cancelled. */
	reason: string | null;
	startedBy: string;
	machine: boolean;
	experiment: string;
	startedAtMs: number | null;
	endedAtMs: number | null;
	template: string | null;
	codeDigest: string | null;
	lockDigest: string | null;
	/** The script, as the client named it. */
	client: string | null;
	params: { key: string; value: string }[];
	metrics: MetricCurve[];
	/** `digest` is empty where the version names the content. */
	datasets: { key: string; name: string; version: number | null; digest: string; role: string }[];
	attempts: RunAttempt[];
	/** The run that it trains again for a change. */
	reproduces: Reproduced | null;
	/** Runs that train it again, newest first. */
	reproductions: Reproduced[];
	artifacts: { path: string; sizeBytes: number; sha256: string; href?: string }[];
	models: { name: string; version: number }[];
	mayCancel: Permit;
	nowMs: number;
}

export interface RunLogChunk {
	attempt: number;
	stream: 'stdout' | 'stderr';
	offset: number;
	text: string;
}

export type TrainingRole = 'train' | 'holdout';

/** A template a training can be started from. */
export interface TrainingTemplate {
	name: string;
	parameters: { name: string; type: string; default: string }[];
}

export interface TrainingChoices {
	templates: TrainingTemplate[];
	datasets: { name: string; versions: { version: number; period: string | null }[] }[];
	models: string[];
}

export interface StartTraining {
	template: string;
	parameters: Record<string, string>;
	datasets: { name: string; version: number; role: TrainingRole }[];
	model: string | null;
}
