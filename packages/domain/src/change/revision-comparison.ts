import type { BehaviourDiff, CalibrationReport, ClassCurves, ComparisonReport, ErrorCurves, ParityReport } from '../comparison/index.ts';
import type { SuiteReport } from '../gate/index.ts';
import type { ProfileChange, RowDiff, SchemaChange } from '../dataset/index.ts';
import type { SignatureComparison } from '../signature/index.ts';
import type { PackageChange } from './diff-environment.ts';
import type { ParameterChange } from './diff-parameters.ts';

/** A dataset version a model learned from, as its run named it. */
export interface TrainingData {
	name: string;
	version: number | null;
	digest: string;
	rows: number | null;
}

/** `labels`: a category's name, or the lower edge of a numeric bin, one per count. */
export interface ColumnHistogram {
	column: string;
	labels: string[];
	base: number[];
	head: number[];
}

/** What the evaluation of a revision found, as stored with it and shown. Without a champion the base parts are empty. */
export interface RevisionComparison {
	v: 1;
	/** Candidate against champion (or the naive column) on the held-out rows, in the serving runtime. */
	report: ComparisonReport;
	/** Held-out rows scored by each version, and those left out of the comparison with the reason. */
	rowsScored: number;
	leftOut: { noTarget: number; noBaseline: number };
	/** Training process against serving runtime, where the run logged its own predictions; else why there is none. */
	parity: ParityReport | null;
	parityNote: string | null;
	/** Both versions on the held-out rows; absent in comparisons of before it was kept. */
	calibration?: { base: CalibrationReport | null; head: CalibrationReport };
	/** Each case of the behaviour suite on both versions; absent where the policy asks for none. */
	suite?: SuiteReport;
	signature: SignatureComparison;
	data: {
		base: TrainingData[];
		head: TrainingData[];
		schema: SchemaChange[];
		/** Columns of the training data, the most shifted first. */
		profile: ProfileChange[];
		/** Rows per bin on both sides, in the bins of the base, for the most shifted columns. */
		histograms: ColumnHistogram[];
		note: string | null;
		/** Rows added, removed and changed by their key; null where rows can't be told apart. Absent in older comparisons. */
		rows?: RowDiff | null;
	};
	/** Where both err, in bins. Absent in older comparisons. */
	curves?: ErrorCurves | ClassCurves;
	/** What the candidate answers differently than the champion; null for a first version. Absent in older comparisons. */
	behaviour?: BehaviourDiff | null;
	/** The file of the compared rows with both predictions, by which any of this can be worked out again. Absent in older comparisons. */
	predictions?: { sha256: string; rows: number };
	code: { base: string | null; head: string | null };
	environment: { base: string | null; head: string | null; packages: PackageChange[]; total: number };
	parameters: { changes: ParameterChange[]; total: number };
}
