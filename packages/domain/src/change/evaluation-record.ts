// Rules
// 1. An evaluation record names what a revision was judged on and what came out: the version it was compared with, the evaluation data by
//    the digest of its bytes, the raw predictions of both sides, the comparison. Its digest is the sha256 of its canonical JSON.
// 2. When the champion or the evaluation data moves, the revision is evaluated again and gets a new record; its manifest stays.
// 3. An approval binds to the comparison that its giver saw; one given before the first evaluation ended binds to that first comparison,
//    whose gates it left to decide. It counts while the newest comparison has that digest.
// 4. The comparison's digest names no version and no number: two champions that answer alike and come from the same work give the same.

export interface EvaluationRecord {
	v: 1;
	/** Which evaluation of the revision this is; from 1. */
	number: number;
	/** What the endpoint ran; what a rollback returns to. null for a first version. */
	baseModelVersionId: string | null;
	/** The evaluation data. */
	data: { datasetVersionId: string; name: string; version: number; digest: string; sha256: string; sizeBytes: number };
	/** The file of the compared rows with the raw predictions of both sides. */
	predictions: { sha256: string; rows: number } | null;
	comparisonDigest: string;
	/** The comparison of the revision's first evaluation. */
	firstComparisonDigest: string;
}

/** The newest comparison of a revision, and its first. */
export interface ComparisonStanding {
	digest: string;
	first: string;
}

/** Why an approval no longer counts because of what it was given on, or null. `seen`: the comparison its giver saw; null before there was one. */
export function whyComparisonVoids(seen: string | null, standing: ComparisonStanding | null): string | null {
	if (!standing || (seen ?? standing.first) === standing.digest) return null;
	return 'Given on another comparison: the champion or the evaluation data moved, and the figures changed.';
}
