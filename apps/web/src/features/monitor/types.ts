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
	decayed: boolean;
	driftedColumns: number;
	/** Effect size divided by its margin per column, in the order of `columns`: 1 and over matters; null where not judged. */
	effectOverMargin: (number | null)[];
	drifted: boolean[];
	evaluatedAtMs: number;
}

export interface DriftColumn {
	column: string;
	/** "Kolmogorov-Smirnov", "chi-square". */
	test: string;
	p: number;
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
	change: { number: number; state: 'draft' | 'in-review' | 'approved' | 'applied' | 'closed' } | null;
	reason: string | null;
	atMs: number;
}

export interface DriftDetail {
	endpoint: string;
	environment: string;
	model: string;
	champion: number | null;
	reference: { dataset: string; version: number; period: string | null; rows: number } | null;
	unit: string;
	columns: string[];
	/** Oldest first. */
	windows: DriftWindow[];
	/** The window in view. */
	selected: string | null;
	selectedColumns: DriftColumn[];
	retrains: RetrainView[];
	mayRun: Permit;
	nowMs: number;
}
