import { asc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { review } from '@interlock/db/tables';
import type { Vote } from '@interlock/domain/change';

export interface RecordedVote extends Vote {
	id: string;
	role: string;
	body: string;
}

/** Every verdict given on a change, oldest first. */
export async function votesOf(tx: Tx, changeId: string): Promise<RecordedVote[]> {
	const rows = await tx.select().from(review).where(eq(review.changeId, changeId)).orderBy(asc(review.createdAt), asc(review.id));
	return rows.map((r) => ({
		id: r.id, userId: r.reviewerUserId, name: r.reviewer, verdict: r.verdict, revision: r.revision, digest: r.subjectDigest, policyDigest: r.policyDigest,
		atMs: r.createdAt.getTime(), role: r.role, body: r.body,
	}));
}
