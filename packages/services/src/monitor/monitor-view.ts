import type { DecayReport, DriftBars } from '@interlock/domain/drift';

export interface DriftColumnView {
	column: string;
	test: string;
	statistic: number;
	/** Raw and Benjamini-Hochberg adjusted over the window's columns. */
	p: number;
	pAdjusted: number;
	/** Chance-corrected effect by its name, and the margin it must exceed. */
	effect: number;
	effectName: string;
	margin: number;
	/** Chance-corrected PSI, the one scale columns are ranked by. */
	psi: number;
	drifted: boolean;
	/** Shares 0 .. 1. */
	referenceMissing: number;
	currentMissing: number;
	referenceMean: number | null;
	currentMean: number | null;
	/** Reference and current counts on the reference's bins. */
	bars: DriftBars;
	sentence: string;
}

/** The newest evaluation of a window, as its champion saw it. */
export interface WindowView {
	/** 'YYYY-MM' by event time. */
	window: string;
	champion: { id: string; version: number };
	predictions: number;
	labelled: number;
	/** labelled / predictions. */
	coverage: number;
	/** Mean absolute errors in the target's unit; `error` is null before labels. */
	error: number | null;
	referenceError: number | null;
	/** 95 % interval of error - referenceError, over whole days; null when it can't be said. */
	interval: { low: number; high: number } | null;
	drift: 'drifted' | 'steady' | 'not-enough-data';
	decay: 'decayed' | 'steady' | 'not-enough-labels' | 'no-reference';
	driftedColumns: number;
	/** The column that moved most. */
	worst: { column: string; psi: number } | null;
	/** Every judged column, in short: an effect above its margin is worth an alarm. */
	columns: { column: string; effect: number; margin: number; psi: number; drifted: boolean }[];
	/** What it started, or why nothing. */
	retrain: { started: boolean; sentence: string } | null;
	evaluatedAtMs: number;
	/** New predictions or labels wait for the next evaluation. */
	stale: boolean;
}

export interface RetrainView {
	id: string;
	window: string;
	kind: 'drift' | 'decay' | 'person';
	state: 'queued' | 'training' | 'proposed' | 'failed';
	/** The evidence it was started by. */
	sentence: string;
	/** `id`: 32 hex, as links and MLflow clients name it. */
	run: { id: string; name: string } | null;
	change: { number: number; state: string; closedReason: string | null } | null;
	reason: string | null;
	createdAtMs: number;
	endedAtMs: number | null;
}

export interface MonitorView {
	endpoint: { id: string; name: string; environment: string; model: string; unit: string; champion: { id: string; version: number } | null };
	retrain: { template: string; dataset: string; periodsBefore: number } | null;
	/** What the champion is watched against; null while nothing serves. */
	reference: {
		datasets: { name: string; version: number; period: string | null; rows: number }[];
		error: number | null;
		errorOn: { name: string; version: number; period: string | null } | null;
	} | null;
	/** Oldest first. */
	windows: WindowView[];
	/** The window shown in detail: every column, most moved first. */
	selected: { window: string; driftSentence: string; decay: DecayReport | null; columns: DriftColumnView[] } | null;
	/** Newest first. */
	retrains: RetrainView[];
	may: { run: { allowed: boolean; reason: string | null }; retrain: { allowed: boolean; reason: string | null } };
}
