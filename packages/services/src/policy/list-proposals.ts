import { desc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { policyProposal } from '@interlock/db/tables';
import { can, personOf } from '@interlock/domain/access';
import { diffPolicies, type PolicyDiff, type PolicyDocument, policyDocumentSchema } from '@interlock/domain/policy';
import type { LoadedProject, ServiceContext } from '../access/index.ts';
import type { PolicyVersion } from './load-policy.ts';
import { whyAuthorMayNot } from './policy-review.ts';

export type ProposalRow = typeof policyProposal.$inferSelect;

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
	withdraw: { enabled: boolean; sentence: string };
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
	const barred = await whyAuthorMayNot(tx, personOf(ctx.actor), { id: current.environmentId, name: current.environment });
	return rows.map((row) => proposalView(ctx, place, row, { versions, current, barred }));
}

/** `barred`: why the caller may not touch this policy, as the author of an open change that it binds. */
export function proposalView(
	ctx: ServiceContext,
	place: LoadedProject,
	row: ProposalRow,
	{ versions, current, barred }: { versions: readonly PolicyVersion[]; current: PolicyVersion; barred: string | null },
): ProposalView {
	const document = policyDocumentSchema.parse(row.document);
	const base = versions.find(({ version }) => version === row.baseVersion) ?? current;
	const own = row.proposedByUserId !== null && row.proposedByUserId === personOf(ctx.actor);
	const outdated = row.state === 'open' && row.baseVersion !== current.version;
	const access = can(ctx.actor, 'policy:write', place);
	const permit = (why: string | null, does: string) => {
		const refused = row.state === 'open' ? (access.allowed ? why : access.reason) : `It is ${row.state} already.`;
		return refused === null ? { enabled: true, sentence: does } : { enabled: false, sentence: refused };
	};
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
		outdated,
		approve: permit(
			whyNotApprove(ctx, own) ?? (outdated ? 'The policy moved on since; propose the edit again.' : barred),
			'Makes it the newest version; open changes keep the stricter of both.',
		),
		reject: permit(null, 'Closes the proposal; the policy stays.'),
		withdraw: permit(own ? null : ONLY_OWN, 'Takes your proposal back; the policy stays.'),
	};
}

export const ONLY_OWN = 'Only who proposed it withdraws it.';

/** Why the caller is nobody who could approve, as a sentence, or null. `own`: they proposed it. */
export function whyNotApprove(ctx: Pick<ServiceContext, 'actor'>, own: boolean): string | null {
	if (own) return "You proposed this policy, so you can't approve it.";
	return ctx.actor.kind === 'user' ? null : 'Only a person approves a policy.';
}
