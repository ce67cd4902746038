import { and, eq } from 'drizzle-orm';
import { organization, project } from '@interlock/db/tables';
import { type Actor, nameOf, personOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { createProjectInput, type CreateProjectInput } from '@interlock/domain/project';
import { authorizeOrganization, noOrganization, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { furnishProject } from './furnish-project.ts';

export interface CreatedProject {
	id: string;
	org: string;
	slug: string;
	name: string;
}

/** Makes a project in the actor's organization, with its default experiment, environments and policies. `conflict` when the slug is taken. */
export async function createProject(ctx: ServiceContext, input: CreateProjectInput): Promise<CreatedProject> {
	const wanted = parseInput(createProjectInput, input);
	return transact(ctx, async (tx) => {
		const [org] = await tx
			.select()
			.from(organization)
			.where(wanted.org ? eq(organization.slug, wanted.org) : eq(organization.id, homeOf(ctx)));
		if (!org) throw noOrganization(wanted.org);
		authorizeOrganization(ctx, 'project:create', org);
		const [taken] = await tx
			.select({ id: project.id })
			.from(project)
			.where(and(eq(project.orgId, org.id), eq(project.slug, wanted.slug)));
		if (taken) throw slugTaken(wanted.slug);
		const [row] = await tx.insert(project).values({ orgId: org.id, slug: wanted.slug, name: wanted.name }).onConflictDoNothing().returning();
		if (!row) throw slugTaken(wanted.slug);
		await furnishProject(tx, { orgId: org.id, projectId: row.id, createdBy: nameOf(ctx.actor), now: ctx.now(), unattended: isSeeded(ctx.actor) });
		await recordAudit(tx, ctx, {
			action: 'project.created',
			orgId: org.id,
			projectId: row.id,
			target: { kind: 'project', id: row.id, name: `${org.slug}/${row.slug}` },
			after: { slug: row.slug, name: row.name, owner: personOf(ctx.actor) },
		});
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'project.created', data: { slug: row.slug } });
		return { id: row.id, org: org.slug, slug: row.slug, name: row.name };
	});
}

function isSeeded(actor: Actor): boolean {
	return (actor.kind === 'user' || actor.kind === 'token') && actor.seeded === true;
}

function homeOf(ctx: ServiceContext): string {
	const { actor } = ctx;
	if (actor.kind === 'token' || actor.kind === 'process') return actor.orgId;
	if (actor.kind === 'user' && actor.memberships.length === 1 && actor.memberships[0]) return actor.memberships[0].orgId;
	throw new DomainError('invalid', 'org: name the organization the project belongs to (got nothing)', { field: 'org' });
}

function slugTaken(slug: string): DomainError {
	return new DomainError('conflict', `name: a project "${slug}" exists in this organization; choose another name`, { field: 'name', value: slug });
}
