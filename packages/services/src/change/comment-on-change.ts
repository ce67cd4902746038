import { type CommentOnChangeInput, commentOnChangeInput } from '@interlock/domain/change';
import { parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { addReview } from './add-review.ts';
import { loadChange } from './load-change.ts';
import { speakerOf } from './speaker.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';

/** Adds a comment to a change, open or not; it is no vote. */
export async function commentOnChange(ctx: ServiceContext, input: CommentOnChangeInput): Promise<{ id: string }> {
	const wanted = parseInput(commentOnChangeInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, wanted, 'change:comment');
		const { row } = loaded;
		const policy = await loadPolicyVersion(tx, loaded.revision.policyId);
		const speaker = await speakerOf(tx, ctx.actor);
		const made = await addReview(tx, ctx, loaded, { speaker, policyDigest: policy.digest, role: '', verdict: 'comment', body: wanted.body });
		await recordAudit(tx, ctx, {
			action: 'change.commented',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
			after: { commentId: made.id },
		});
		await tellChange(tx, ctx, row, { kind: 'comment', sentence: 'commented', data: { body: wanted.body, reviewId: made.id } });
		await tellPeople(tx, ctx, row, {
			kind: 'comment',
			to: [row.authorUserId],
			sentence: `${speaker.name} commented on #${row.number} ${row.title}.`,
			because: 'You opened it.',
		});
		return { id: made.id };
	});
}
