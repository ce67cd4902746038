import type { Tx } from '@interlock/db';
import { policyProposal } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { updatePolicyInput, type UpdatePolicyInput } from '@interlock/domain/policy';
import { digestJson } from '@interlock/storage';
import { type LoadedProject, loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { notify } from '../notification/index.ts';
import { currentPolicy, loadEnvironment, type PolicyVersion } from './load-policy.ts';
import { approversOf, otherPolicyWriters, refuseAuthorOfOpenChange } from './policy-review.ts';
import { linkOfProposal, WHY_APPROVE } from './proposals-that-wait.ts';
import { authorOf, movedOn, refuseUnsatisfiable, writePolicyVersion } from './write-policy-version.ts';

/** The version that is in force after the edit, and the proposal it became where somebody else has to approve it first. */
export interface UpdatedPolicy {
	id: string;
	version: number;
	digest: string;
	proposal: { id: string; approvers: string[] } | null;
}

/**
 * Edits an environment's policy. The edit of a protected one becomes a proposal as soon as anybody else may edit policies; otherwise it is
 * a new version at once. Older versions stay and go on binding their revisions. Saving the same document again changes nothing. `invalid`
 * for a policy nobody could satisfy, `conflict` when a newer version than `baseVersion` exists, `forbidden` for the author of an open change.
 */
export async function updatePolicy(ctx: ServiceContext, input: UpdatePolicyInput): Promise<UpdatedPolicy> {
	const wanted = parseInput(updatePolicyInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'policy:write');
		const env = await loadEnvironment(tx, place.projectId, wanted.environment);
		const before = await currentPolicy(tx, env.id);
		const inForce = { id: before.id, version: before.version, digest: before.digest, proposal: null };
		if (digestJson(wanted.document) === digestJson(before.document)) return inForce;
		if (before.version !== wanted.baseVersion) throw movedOn(wanted.baseVersion, before.version, before.createdBy);
		await refuseAuthorOfOpenChange(tx, ctx, place, env);
		await refuseUnsatisfiable(tx, place.orgId, env.id, wanted.document);
		const others = await otherPolicyWriters(tx, ctx, place.orgId);
		if (before.document.protected && others.length > 0) {
			const id = await propose(tx, ctx, place, before, wanted);
			return { ...inForce, proposal: { id, approvers: others } };
		}
		const review = before.document.protected ? 'nobody-else' : 'not-protected';
		return { ...(await writePolicyVersion(tx, ctx, place, before, wanted.document, { ...authorOf(ctx), review })), proposal: null };
	});
}

async function propose(
	tx: Tx,
	ctx: ServiceContext,
	place: LoadedProject,
	before: PolicyVersion,
	{ document, reason }: ReturnType<typeof updatePolicyInput.parse>,
): Promise<string> {
	const author = authorOf(ctx);
	const digest = digestJson(document);
	const [row] = await tx
		.insert(policyProposal)
		.values({
			orgId: place.orgId,
			projectId: place.projectId,
			environmentId: before.environmentId,
			baseVersion: before.version,
			document,
			digest,
			reason,
			proposedBy: author.name,
			proposedByUserId: author.userId,
			createdAt: ctx.now(),
		})
		.returning();
	if (!row) throw new Error('no proposal');
	await recordAudit(tx, ctx, {
		action: 'policy.proposed',
		orgId: place.orgId,
		projectId: place.projectId,
		target: { kind: 'policy-proposal', id: row.id, name: `${before.environment}, from version ${before.version}` },
		before: { version: before.version, digest: before.digest },
		after: { digest, document },
		subjectDigest: digest,
		reason,
	});
	await publishEvent(tx, {
		orgId: place.orgId,
		projectId: place.projectId,
		channel: `project/${place.projectId}`,
		type: 'policy.proposed',
		data: { environment: before.environment, proposal: row.id },
	});
	await notify(tx, ctx, {
		orgId: place.orgId,
		projectId: place.projectId,
		kind: 'policy-proposed',
		to: (await approversOf(tx, place.orgId, before.environmentId, author.userId)).map(({ userId }) => userId),
		subject: { kind: 'policy-proposal', id: row.id },
		sentence: `${author.name} proposes to edit the policy of ${before.environment} in ${place.name}, version ${before.version}${reason === '' ? '' : `: ${reason}`}`,
		because: WHY_APPROVE,
		link: linkOfProposal(place, row.id),
	});
	return row.id;
}
