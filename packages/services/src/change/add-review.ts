import type { Tx } from '@interlock/db';
import { review } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import type { LoadedChange } from './load-change.ts';
import type { Speaker } from './speaker.ts';

type ReviewRow = typeof review.$inferSelect;

/** What was said of a revision, bound to its digest and to the policy's. `role` is the one a vote counts by, empty for a comment. */
export async function addReview(
	tx: Tx,
	ctx: ServiceContext,
	{ row, revision }: LoadedChange,
	said: {
		speaker: Speaker;
		standsFor?: { userId: string; name: string } | null;
		policyDigest: string;
		role: string;
		verdict: ReviewRow['verdict'];
		body: string;
	},
): Promise<ReviewRow> {
	const auth = ctx.actor.kind === 'user' ? ctx.actor.auth : undefined;
	const [made] = await tx
		.insert(review)
		.values({
			orgId: row.orgId,
			projectId: row.projectId,
			changeId: row.id,
			revision: row.revision,
			subjectDigest: revision.digest,
			policyDigest: said.policyDigest,
			comparisonDigest: revision.evaluation === 'finished' ? revision.comparisonDigest : null,
			reviewerUserId: said.speaker.userId,
			reviewer: said.speaker.name,
			role: said.role,
			verdict: said.verdict,
			body: said.body,
			authAt: auth ? new Date(auth.atMs) : null,
			authStrength: auth?.strength,
			ip: ctx.request.ip,
			forUserId: said.standsFor?.userId,
			forName: said.standsFor?.name,
			createdAt: ctx.now(),
		})
		.returning();
	if (!made) throw new Error('no review');
	return made;
}
