import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { delegation, environment, person, project } from '@interlock/db/tables';
import { loadOrganization, type ServiceContext, transact } from '../access/index.ts';

export interface DelegationView {
	id: string;
	from: { userId: string; name: string };
	to: { userId: string; name: string };
	/** null: every project. */
	project: { slug: string; name: string } | null;
	environment: string | null;
	startsAtMs: number;
	endsAtMs: number;
	reason: string;
}

/** Who stands in for whom, now and later, soonest first. */
export async function listDelegations(ctx: ServiceContext, input: { org: string }): Promise<DelegationView[]> {
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'member:read');
		const rows = await tx
			.select({
				d: delegation,
				from: person.name,
				to: sql<string>`(select p.name from person p where p.id = ${delegation.toUserId})`,
				projectSlug: project.slug,
				projectName: project.name,
				environment: environment.name,
			})
			.from(delegation)
			.innerJoin(person, eq(person.id, delegation.fromUserId))
			.leftJoin(project, eq(project.id, delegation.projectId))
			.leftJoin(environment, eq(environment.id, delegation.environmentId))
			.where(and(eq(delegation.orgId, org.id), isNull(delegation.endedAt), gt(delegation.endsAt, ctx.now())))
			.orderBy(asc(delegation.startsAt));
		return rows.map(({ d, ...row }) => ({
			id: d.id,
			from: { userId: d.fromUserId, name: row.from },
			to: { userId: d.toUserId, name: row.to },
			project: row.projectSlug === null ? null : { slug: row.projectSlug, name: row.projectName ?? row.projectSlug },
			environment: row.environment,
			startsAtMs: d.startsAt.getTime(),
			endsAtMs: d.endsAt.getTime(),
			reason: d.reason,
		}));
	});
}
