import { and, eq, inArray } from 'drizzle-orm';
import { change, project } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { deleteProjectInput, type DeleteProjectInput } from '@interlock/domain/project';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { whyStillServing } from './why-still-serving.ts';

/** Archives a project: it and all below it answer `not-found`; its slug stays taken and its audit entries stay. `conflict` while an endpoint serves a version. */
export async function deleteProject(ctx: ServiceContext, input: DeleteProjectInput): Promise<void> {
	const wanted = parseInput(deleteProjectInput, input);
	await transact(ctx, async (tx) => {
		const row = await loadProject(tx, ctx, wanted, 'project:delete');
		const serves = await whyStillServing(tx, row);
		if (serves) throw new DomainError('conflict', `project: ${row.slug} can't be deleted. ${serves}`, { field: 'project', value: row.slug });
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
			...(wanted.reason === '' ? {} : { reason: wanted.reason }),
		});
		await publishEvent(tx, { orgId: row.orgId, projectId: null, channel: `org/${row.orgId}`, type: 'project.deleted', data: { slug: row.slug } });
	});
}
