import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { environment, organization, policyProposal, project } from '@interlock/db/tables';
import { allowed, type ServiceContext } from '../access/index.ts';
import { newestPolicies } from './load-policy.ts';
import { authorsOfOpenChanges } from './policy-review.ts';

export interface WaitingProposal {
	id: string;
	project: string;
	title: string;
	asked: string;
	because: string;
	link: string;
	sinceMs: number;
}

export const WHY_APPROVE = 'You may approve it: you edit policies here, did not propose it and have no open change that it would bind.';

/** The path of a proposal's page. */
export function linkOfProposal(place: { org: string; slug: string }, id: string): string {
	return `/${place.org}/${place.slug}/policies/proposals/${id}`;
}

/** Proposed policies in an organization that a person may approve, at most 100, longest waiting first. */
export async function proposalsThatWait(tx: Tx, ctx: ServiceContext, { orgId, userId }: { orgId: string; userId: string }): Promise<WaitingProposal[]> {
	const rows = await tx
		.select({ proposal: policyProposal, environment: environment.name, project: project.slug, org: organization.slug })
		.from(policyProposal)
		.innerJoin(environment, eq(environment.id, policyProposal.environmentId))
		.innerJoin(project, eq(project.id, policyProposal.projectId))
		.innerJoin(organization, eq(organization.id, project.orgId))
		.where(
			and(
				eq(policyProposal.orgId, orgId),
				eq(policyProposal.state, 'open'),
				sql`${policyProposal.proposedByUserId} is distinct from ${userId}::uuid`,
				isNull(project.archivedAt),
			),
		)
		.orderBy(asc(policyProposal.createdAt))
		.limit(100);
	const seen = rows.filter(({ proposal }) => allowed(ctx, 'policy:write', proposal));
	const environmentIds = [...new Set(seen.map(({ proposal }) => proposal.environmentId))];
	const newest = await newestPolicies(tx, environmentIds);
	const authors = await authorsOfOpenChanges(tx, environmentIds);
	return seen.flatMap(({ proposal, environment: name, project: slug, org }) => {
		const { id, environmentId, baseVersion, proposedBy, reason, createdAt } = proposal;
		if (newest.get(environmentId)?.version !== baseVersion || authors.get(environmentId)?.has(userId)) return [];
		return [
			{
				id,
				project: slug,
				title: `Edit of ${name}’s policy, version ${baseVersion}`,
				asked: `Approve or reject what ${proposedBy} proposes${reason === '' ? '.' : `: ${reason}`}`,
				because: WHY_APPROVE,
				link: linkOfProposal({ org, slug }, id),
				sinceMs: createdAt.getTime(),
			},
		];
	});
}
