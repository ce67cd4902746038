import type { EvaluationRecord, RevisionComparison } from '@interlock/domain/change';
import { digestJson } from '@interlock/storage';
import type { EvaluationInput } from '../gate/index.ts';
import type { RevisionRow } from './load-change.ts';

/** The record of an evaluation that ended, and its digest. */
export function recordOf(
	subject: RevisionRow,
	{ holdout, holdoutName, base }: Pick<EvaluationInput, 'holdout' | 'holdoutName' | 'base'>,
	comparison: RevisionComparison | null,
): { record: EvaluationRecord; digest: string; comparisonDigest: string } {
	const comparisonDigest = digestJson(comparison);
	const record: EvaluationRecord = {
		v: 1,
		number: subject.evaluationNumber,
		baseModelVersionId: base?.version.id ?? null,
		data: {
			datasetVersionId: holdout.id,
			name: holdoutName,
			version: holdout.version,
			digest: holdout.digest,
			sha256: holdout.sha256,
			sizeBytes: holdout.sizeBytes,
		},
		predictions: comparison?.predictions ?? null,
		comparisonDigest,
		firstComparisonDigest: (subject.evaluationRecord as EvaluationRecord | null)?.firstComparisonDigest ?? comparisonDigest,
	};
	return { record, digest: digestJson(record), comparisonDigest };
}
