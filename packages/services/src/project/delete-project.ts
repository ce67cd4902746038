import { and, eq, inArray } from 'drizzle-orm';
import { change, endpoint, project, rollout } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { loadProject, type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

/** Archives a project: it and all below it answer `not-found`; its slug stays taken and its audit entries stay. `conflict` while an endpoint serves a version. */
export async function deleteProject(ctx: ServiceContext, place: ProjectPlace): Promise<void> {
	await transact(ctx, async (tx) => {
		const row = await loadProject(tx, ctx, place, 'project:delete');
		const serving = await tx.select({ name: endpoint.name, champion: endpoint.championVersionId }).from(endpoint).where(eq(endpoint.projectId, row.id));
		const open = await tx
			.select({ id: rollout.id })
			.from(rollout)
			.where(and(eq(rollout.projectId, row.id), inArray(rollout.state, ['running', 'paused'])));
		const live = serving.find((e) => e.champion !== null);
		if (live || open.length > 0) {
			throw new DomainError('conflict', `project ${row.slug}: endpoint ${live?.name ?? 'with an open rollout'} still serves; roll it back first`, {
				field: 'project',
				value: row.slug,
			});
		}
		await tx
			.update(change)
			.set({ state: 'closed', closedReason: 'the project was deleted' })
			.where(and(eq(change.projectId, row.id), inArray(change.state, ['draft', 'in-review'])));
		await tx.update(project).set({ archivedAt: ctx.now() }).where(eq(project.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'project.deleted',
			orgId: row.orgId,
			projectId: row.id,
			target: { kind: 'project', id: row.id, name: `${row.org}/${row.slug}` },
		});
		await publishEvent(tx, { orgId: row.orgId, projectId: null, channel: `org/${row.orgId}`, type: 'project.deleted', data: { slug: row.slug } });
	});
}
