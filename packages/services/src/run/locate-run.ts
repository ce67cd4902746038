import { and, eq, isNull } from 'drizzle-orm';
import { organization, project, run } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { runIdFromWire, runIdToWire, wireId } from '@interlock/domain/run';
import { z } from 'zod';
import { authorize, type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { loadRunOf } from './load-run.ts';

const locateRunInput = z.object({ runId: wireId });

/** Where a run is, for links that name only its id, as MLflow clients print them. `not-found` for unknown and unseen ones alike. */
export async function locateRun(ctx: ServiceContext, input: { runId: string }): Promise<ProjectPlace & { runId: string }> {
	const wanted = parseInput(locateRunInput, input);
	const id = runIdFromWire(wanted.runId);
	return transact(ctx, async (tx) => {
		const [row] = await tx
			.select({ id: project.id, projectId: project.id, orgId: project.orgId, org: organization.slug, slug: project.slug, name: project.name })
			.from(run)
			.innerJoin(project, eq(project.id, run.projectId))
			.innerJoin(organization, eq(organization.id, project.orgId))
			.where(and(eq(run.id, id), isNull(project.archivedAt)));
		const unknown = new DomainError('not-found', `Run with id=${runIdToWire(id)} not found`, { field: 'run_id', value: runIdToWire(id) });
		if (!row) throw unknown;
		authorize(ctx, 'run:read', row, { kind: 'run', id }, unknown);
		await loadRunOf(tx, ctx, row, id, { permission: 'run:read', access: 'read' });
		return { org: row.org, project: row.slug, runId: runIdToWire(id) };
	});
}
