import type { Permit } from '@interlock/ui/review';

export interface DriftWindow {
	/** "2013-09". */
	window: string;
	version: number;
	predictions: number;
	labelled: number;
	/** Mean absolute error in the target's unit; null before labels. */
	error: number | null;
	referenceError: number | null;
	drift: 'drifted' | 'steady' | 'not-enough-data';
	decay: 'decayed' | 'steady' | 'not-enough-labels' | 'no-reference';
	driftedColumns: number;
	/** Effect divided by its margin per column: 1 and over matters. */
	columns: Record<string, { effectOverMargin: number; drifted: boolean }>;
	/** What it started, or why nothing. */
	consequence: string | null;
	evaluatedAtMs: number;
	/** New predictions or labels wait for the next evaluation. */
	stale: boolean;
}

export interface DriftColumn {
	column: string;
	/** In words, with the figures. */
	sentence: string;
	test: string;
	pAdjusted: number;
	effect: number;
	effectName: string;
	margin: number;
	drifted: boolean;
	/** Shares per bin. */
	reference: number[];
	current: number[];
}

export interface RetrainView {
	key: string;
	window: string;
	kind: 'drift' | 'decay' | 'person';
	sentence: string;
	state: 'queued' | 'training' | 'proposed' | 'failed';
	run: { id: string; name: string } | null;
	change: { number: number; state: string } | null;
	reason: string | null;
}

export interface DriftDetail {
	endpoint: string;
	environment: string;
	model: string | null;
	reference: { datasets: string; error: number | null } | null;
	unit: string;
	/** Every judged column, by name. */
	columns: string[];
	/** Oldest first. */
	windows: DriftWindow[];
	/** The window in view, with its columns, most moved first. */
	selected: { window: string; driftSentence: string; decaySentence: string | null; columns: DriftColumn[] } | null;
	retrains: RetrainView[];
	mayRun: Permit;
	mayRetrain: Permit;
	nowMs: number;
}
