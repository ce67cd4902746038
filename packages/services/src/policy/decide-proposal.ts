import { eq } from 'drizzle-orm';
import { policyProposal } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { decideProposalInput, type DecideProposalInput, policyDocumentSchema } from '@interlock/domain/policy';
import { deny, loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { notify } from '../notification/index.ts';
import { ONLY_OWN, whyNotApprove } from './list-proposals.ts';
import { currentPolicy } from './load-policy.ts';
import { loadProposal } from './load-proposal.ts';
import { refuseAuthorOfOpenChange } from './policy-review.ts';
import { linkOfProposal } from './proposals-that-wait.ts';
import { authorOf, movedOn, refuseUnsatisfiable, writePolicyVersion } from './write-policy-version.ts';

export interface DecidedProposal {
	state: 'approved' | 'rejected' | 'withdrawn';
	/** The version an approved one became. */
	version: number | null;
}

/**
 * Approves or rejects a proposed policy, or withdraws one's own. Whoever proposed it can't approve it, nor can an author of an open change
 * that it would bind: `forbidden`, kept in the audit log. `conflict` when the policy moved on since, or the proposal is decided already.
 */
export async function decideProposal(ctx: ServiceContext, input: DecideProposalInput): Promise<DecidedProposal> {
	const wanted = parseInput(decideProposalInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'policy:write');
		const { row: proposal, environment: env } = await loadProposal(tx, place.projectId, wanted, { lock: true });
		const target = { kind: 'policy-proposal', id: proposal.id, name: `${env.name}, from version ${proposal.baseVersion}` };
		const own = proposal.proposedByUserId !== null && proposal.proposedByUserId === personOf(ctx.actor);
		if (wanted.verdict === 'withdraw' && !own) deny('policy.proposal-withdrawn', place, target, ONLY_OWN, 'not-own');
		const barred = wanted.verdict === 'approve' ? whyNotApprove(ctx, own) : null;
		if (barred) deny('policy.updated', place, target, barred, 'own-proposal');
		if (proposal.state !== 'open')
			throw new DomainError('conflict', `proposal: it is ${proposal.state} already`, { field: 'proposal', value: proposal.id, reason: 'proposal-decided' });
		const state = STATES[wanted.verdict];
		let version: Awaited<ReturnType<typeof writePolicyVersion>> | null = null;
		if (wanted.verdict === 'approve') {
			const before = await currentPolicy(tx, env.id);
			if (before.version !== proposal.baseVersion) throw movedOn(proposal.baseVersion, before.version, before.createdBy);
			await refuseAuthorOfOpenChange(tx, ctx, place, env);
			const document = policyDocumentSchema.parse(proposal.document);
			await refuseUnsatisfiable(tx, place.orgId, env.id, document);
			const by = { name: proposal.proposedBy, userId: proposal.proposedByUserId, review: { proposalId: proposal.id } };
			version = await writePolicyVersion(tx, ctx, place, before, document, by);
		}
		const { name, userId } = authorOf(ctx);
		await tx
			.update(policyProposal)
			.set({ state, decidedBy: name, decidedByUserId: userId, decisionReason: wanted.reason, decidedAt: ctx.now(), policyId: version?.id ?? null })
			.where(eq(policyProposal.id, proposal.id));
		await recordAudit(tx, ctx, {
			action: `policy.proposal-${state}`,
			orgId: place.orgId,
			projectId: place.projectId,
			target,
			after: { state, version: version?.version ?? null },
			subjectDigest: proposal.digest,
			reason: wanted.reason,
		});
		await publishEvent(tx, {
			orgId: place.orgId,
			projectId: place.projectId,
			channel: `project/${place.projectId}`,
			type: 'policy.proposal-decided',
			data: { environment: env.name, proposal: proposal.id },
		});
		await notify(tx, ctx, {
			orgId: place.orgId,
			projectId: place.projectId,
			kind: 'outcome',
			to: proposal.proposedByUserId ? [proposal.proposedByUserId] : [],
			subject: target,
			sentence: `Your edit of the policy of ${env.name} was ${state}${version ? ` and is version ${version.version}` : ''}${wanted.reason === '' ? '' : `: ${wanted.reason}`}`,
			because: 'You proposed it.',
			link: linkOfProposal(place, proposal.id),
		});
		return { state, version: version?.version ?? null };
	});
}

const STATES = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const;
