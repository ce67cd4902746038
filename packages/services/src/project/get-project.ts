import { asc, eq } from 'drizzle-orm';
import { environment } from '@interlock/db/tables';
import { can, PERMISSIONS, type Permission } from '@interlock/domain/access';
import { type LoadedProject, loadProject, type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';

export interface ProjectView extends LoadedProject {
	environments: string[];
	/** What the caller may do here; the browser enables by it, the server decides again. */
	permissions: Permission[];
}

/** One project with its environments and the caller's permissions. */
export async function getProject(ctx: ServiceContext, place: ProjectPlace): Promise<ProjectView> {
	return transact(ctx, async (tx) => {
		const row = await loadProject(tx, ctx, place);
		const environments = await tx.select({ name: environment.name }).from(environment).where(eq(environment.projectId, row.id)).orderBy(asc(environment.name));
		return { ...row, environments: environments.map((e) => e.name), permissions: PERMISSIONS.filter((p) => can(ctx.actor, p, row).allowed) };
	});
}
