import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { organization, project } from '@interlock/db/tables';
import { can } from '@interlock/domain/access';
import { type ServiceContext, transact } from '../access/index.ts';

export interface ProjectSummary {
	id: string;
	orgId: string;
	org: string;
	slug: string;
	name: string;
	description: string;
	createdAtMs: number;
	runs: number;
	runsLive: number;
	openChanges: number;
	endpoints: number;
}

/** Every project the actor may see, by organization and slug, with what asks for attention counted. */
export async function listProjects(ctx: ServiceContext, input: { org?: string } = {}): Promise<ProjectSummary[]> {
	return transact(ctx, async (tx) => {
		const count = (table: string, where = 'true') =>
			sql<number>`(select count(*)::int from ${sql.raw(table)} x where x.project_id = ${project.id} and ${sql.raw(where)})`;
		const rows = await tx
			.select({
				id: project.id,
				orgId: project.orgId,
				org: organization.slug,
				slug: project.slug,
				name: project.name,
				description: project.description,
				createdAt: project.createdAt,
				runs: count('run', "x.lifecycle_stage = 'active'"),
				runsLive: count('run', "x.status in ('RUNNING', 'SCHEDULED')"),
				openChanges: count('change', "x.state in ('draft', 'in-review', 'approved')"),
				endpoints: count('endpoint'),
			})
			.from(project)
			.innerJoin(organization, eq(organization.id, project.orgId))
			.where(and(isNull(project.archivedAt), input.org ? eq(organization.slug, input.org) : undefined))
			.orderBy(asc(organization.slug), asc(project.slug));
		return rows
			.filter((row) => can(ctx.actor, 'project:read', { orgId: row.orgId, projectId: row.id }).allowed)
			.map(({ createdAt, ...row }) => ({ ...row, createdAtMs: createdAt.getTime() }));
	});
}
