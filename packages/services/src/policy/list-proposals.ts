import { desc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { policyProposal } from '@interlock/db/tables';
import { can, personOf } from '@interlock/domain/access';
import { diffPolicies, type PolicyDiff, type PolicyDocument, policyDocumentSchema } from '@interlock/domain/policy';
import type { LoadedProject, ServiceContext } from '../access/index.ts';
import type { PolicyVersion } from './load-policy.ts';

/** A proposed policy beside the version that it was edited from. */
export interface ProposalView {
	id: string;
	state: 'open' | 'approved' | 'rejected' | 'withdrawn';
	baseVersion: number;
	digest: string;
	reason: string;
	proposedBy: string;
	createdAtMs: number;
	decidedBy: string | null;
	decisionReason: string | null;
	decidedAtMs: number | null;
	document: PolicyDocument;
	/** The plain sentences that differ. */
	diff: PolicyDiff;
	/** The policy moved on since: it can't be approved any more. */
	outdated: boolean;
	/** What the caller may do with it, with the sentence why not. */
	approve: { enabled: boolean; sentence: string };
	reject: { enabled: boolean; sentence: string };
	withdraw: boolean;
}

/** Proposals for an environment's policy, newest first. */
export async function proposalsOf(tx: Tx, ctx: ServiceContext, place: LoadedProject, versions: readonly PolicyVersion[]): Promise<ProposalView[]> {
	const current = versions[0];
	if (!current) return [];
	const rows = await tx
		.select()
		.from(policyProposal)
		.where(eq(policyProposal.environmentId, current.environmentId))
		.orderBy(desc(policyProposal.createdAt))
		.limit(50);
	return rows.map((row) => {
		const document = policyDocumentSchema.parse(row.document);
		const base = versions.find(({ version }) => version === row.baseVersion) ?? current;
		const own = row.proposedByUserId !== null && row.proposedByUserId === personOf(ctx.actor);
		const outdated = row.baseVersion !== current.version;
		return {
			id: row.id,
			state: row.state,
			baseVersion: row.baseVersion,
			digest: row.digest,
			reason: row.reason,
			proposedBy: row.proposedBy,
			createdAtMs: row.createdAt.getTime(),
			decidedBy: row.decidedBy,
			decisionReason: row.decisionReason,
			decidedAtMs: row.decidedAt?.getTime() ?? null,
			document,
			diff: diffPolicies(base.document, document),
			outdated: row.state === 'open' && outdated,
			approve: mayApprove(ctx, place, own, outdated),
			reject: { enabled: reasonOf(ctx, place) === '', sentence: reasonOf(ctx, place) || 'Closes the proposal; the policy stays.' },
			withdraw: own && row.state === 'open',
		};
	});
}

function mayApprove(ctx: ServiceContext, place: LoadedProject, own: boolean, outdated: boolean): ProposalView['approve'] {
	const refused = reasonOf(ctx, place);
	if (refused !== '') return { enabled: false, sentence: refused };
	if (own) return { enabled: false, sentence: "You proposed this policy, so you can't approve it." };
	if (outdated) return { enabled: false, sentence: 'The policy moved on since; propose the edit again.' };
	return { enabled: true, sentence: 'Makes it the newest version; open changes keep the stricter of both.' };
}

/** Why the caller may not edit policies here; empty when they may. */
function reasonOf(ctx: ServiceContext, place: LoadedProject): string {
	const decision = can(ctx.actor, 'policy:write', place);
	return decision.allowed ? '' : decision.reason;
}
