import { asc, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { review } from '@interlock/db/tables';
import type { Vote } from '@interlock/domain/change';

export interface RecordedVote extends Vote {
	id: string;
	changeId: string;
	role: string;
	body: string;
}

/** Every verdict given on a change, oldest first. */
export function votesOf(tx: Tx, changeId: string): Promise<RecordedVote[]> {
	return votesOfAll(tx, [changeId]);
}

/** Every verdict given on some changes, oldest first. */
export async function votesOfAll(tx: Tx, changeIds: string[]): Promise<RecordedVote[]> {
	if (changeIds.length === 0) return [];
	const rows = await tx.select().from(review).where(inArray(review.changeId, changeIds)).orderBy(asc(review.createdAt), asc(review.id));
	return rows.map((r) => ({
		id: r.id,
		changeId: r.changeId,
		userId: r.reviewerUserId,
		name: r.reviewer,
		verdict: r.verdict,
		revision: r.revision,
		digest: r.subjectDigest,
		policyDigest: r.policyDigest,
		comparisonDigest: r.comparisonDigest,
		atMs: r.createdAt.getTime(),
		role: r.role,
		forName: r.forName,
		body: r.body,
	}));
}
