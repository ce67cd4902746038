import { asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { review, reviewDismissal } from '@interlock/db/tables';
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
	const rows = await tx
		.select({ r: review, dismissal: reviewDismissal })
		.from(review)
		.leftJoin(reviewDismissal, eq(reviewDismissal.reviewId, review.id))
		.where(inArray(review.changeId, changeIds))
		.orderBy(asc(review.createdAt), asc(review.id));
	return rows.map(({ r, dismissal }) => ({
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
		...(dismissal && {
			dismissed: {
				userId: dismissal.dismissedByUserId,
				name: dismissal.dismissedBy,
				reason: dismissal.reason,
				atMs: dismissal.createdAt.getTime(),
			},
		}),
	}));
}
