import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { organization, project } from '@interlock/db/tables';
import { type Permission, can } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { authorize } from './authorize.ts';
import type { ServiceContext } from './context.ts';

export interface ProjectPlace {
	/** Organization slug. */
	org: string;
	/** Project slug. */
	project: string;
}

export interface LoadedProject {
	id: string;
	projectId: string;
	orgId: string;
	org: string;
	slug: string;
	name: string;
}

/** Loads a project by its slugs and authorizes on it. What the actor can't see answers `not-found`, like an unknown slug. */
export async function loadProject(tx: Tx, ctx: ServiceContext, place: ProjectPlace, permission: Permission = 'project:read'): Promise<LoadedProject> {
	const [row] = await tx
		.select({ id: project.id, projectId: project.id, orgId: project.orgId, org: organization.slug, slug: project.slug, name: project.name })
		.from(project)
		.innerJoin(organization, eq(organization.id, project.orgId))
		.where(and(eq(organization.slug, place.org), eq(project.slug, place.project), isNull(project.archivedAt)));
	if (!row) throw new DomainError('not-found', `project not found`, { field: 'project', value: `${place.org}/${place.project}` });
	authorize(ctx, permission, row, { kind: 'project', id: row.id, name: `${row.org}/${row.slug}` });
	return row;
}

/** Loads an organization by its slug; unseen ones answer `not-found`. */
export async function loadOrganization(tx: Tx, ctx: ServiceContext, slug: string, permission: Permission): Promise<{ id: string; slug: string; name: string }> {
	const [row] = await tx
		.select({ id: organization.id, slug: organization.slug, name: organization.name })
		.from(organization)
		.where(eq(organization.slug, slug));
	if (!row) throw noOrganization(slug);
	authorizeOrganization(ctx, permission, row);
	return row;
}

/** Authorizes on a loaded organization; one that the actor may not know of answers `not-found`, word for word like an unknown slug. */
export function authorizeOrganization(ctx: ServiceContext, permission: Permission, row: { id: string; slug: string }): void {
	authorize(ctx, permission, { orgId: row.id }, { kind: 'organization', id: row.id, name: row.slug }, noOrganization(row.slug));
}

export function noOrganization(slug: string | undefined): DomainError {
	return new DomainError('not-found', 'organization not found', { field: 'org', value: slug });
}

/** Whether the actor has the permission there; for showing or hiding, never instead of `authorize`. */
export function allowed(ctx: ServiceContext, permission: Permission, row: { orgId: string; projectId?: string | null }): boolean {
	return can(ctx.actor, permission, row).allowed;
}
