import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { policyProposal } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { decideProposalInput, type DecideProposalInput, policyDocumentSchema } from '@interlock/domain/policy';
import { deny, loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { currentPolicy, loadEnvironment } from './load-policy.ts';
import { refuseAuthorOfOpenChange } from './policy-review.ts';
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
		const env = await loadEnvironment(tx, place.projectId, wanted.environment);
		const proposal = await lockProposal(tx, env.id, wanted.proposal);
		const target = { kind: 'policy-proposal', id: proposal.id, name: `${env.name}, from version ${proposal.baseVersion}` };
		const own = proposal.proposedByUserId !== null && proposal.proposedByUserId === personOf(ctx.actor);
		if (wanted.verdict === 'withdraw' && !own) deny('policy.proposal-withdrawn', place, target, 'Only who proposed it withdraws it.', 'not-own');
		if (wanted.verdict === 'approve' && (own || ctx.actor.kind !== 'user'))
			deny('policy.updated', place, target, own ? "You proposed this policy, so you can't approve it." : 'Only a person approves a policy.', 'own-proposal');
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
		return { state, version: version?.version ?? null };
	});
}

const STATES = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const;

async function lockProposal(tx: Tx, environmentId: string, id: string): Promise<typeof policyProposal.$inferSelect> {
	const [row] = await tx
		.select()
		.from(policyProposal)
		.where(and(eq(policyProposal.environmentId, environmentId), eq(policyProposal.id, id)))
		.for('update');
	if (!row) throw new DomainError('not-found', 'proposal not found', { field: 'proposal', value: id });
	return row;
}
