import { eq } from 'drizzle-orm';
import { project } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { updateProjectInput, type UpdateProjectInput } from '@interlock/domain/project';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

export interface UpdatedProject {
	name: string;
	description: string;
}

/** Changes a project's name or description; saving the same changes nothing. Its slug stays: addresses and tokens name it. */
export async function updateProject(ctx: ServiceContext, input: UpdateProjectInput): Promise<UpdatedProject> {
	const wanted = parseInput(updateProjectInput, input);
	return transact(ctx, async (tx) => {
		const { orgId, projectId, org, slug } = await loadProject(tx, ctx, wanted, 'policy:write');
		const [row] = await tx.select({ name: project.name, description: project.description }).from(project).where(eq(project.id, projectId)).for('update');
		if (!row) throw new Error(`project ${projectId} is gone`);
		const after = { name: wanted.name ?? row.name, description: wanted.description ?? row.description };
		if (after.name === row.name && after.description === row.description) return after;
		await tx.update(project).set(after).where(eq(project.id, projectId));
		await recordAudit(tx, ctx, {
			action: 'project.updated',
			orgId,
			projectId,
			target: { kind: 'project', id: projectId, name: `${org}/${slug}` },
			before: row,
			after,
		});
		await publishEvent(tx, { orgId, projectId, channel: `project/${projectId}`, type: 'project.updated', data: {} });
		await publishEvent(tx, { orgId, projectId: null, channel: `org/${orgId}`, type: 'project.updated', data: { slug } });
		return after;
	});
}
