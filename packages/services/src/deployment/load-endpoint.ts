import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, environment } from '@interlock/db/tables';
import type { Permission } from '@interlock/domain/access';
import type { EndpointPlace } from '@interlock/domain/endpoint';
import { DomainError } from '@interlock/domain/error';
import { authorize, type LoadedProject, loadProject, type ServiceContext } from '../access/index.ts';

export type EndpointRow = typeof endpoint.$inferSelect;

export interface LoadedEndpoint {
	row: EndpointRow;
	environment: string;
	project: LoadedProject;
}

/** Loads an endpoint by its name in a project and authorizes on it; unknown and unseen ones answer `not-found`. `lock`: until the transaction ends. */
export async function loadEndpoint(tx: Tx, ctx: ServiceContext, place: EndpointPlace, permission: Permission, lock = false): Promise<LoadedEndpoint> {
	const project = await loadProject(tx, ctx, place, permission);
	const query = tx
		.select()
		.from(endpoint)
		.where(and(eq(endpoint.projectId, project.projectId), eq(endpoint.name, place.endpoint)));
	const [row] = await (lock ? query.for('update') : query);
	if (!row) throw new DomainError('not-found', 'endpoint not found', { field: 'endpoint', value: place.endpoint });
	authorize(ctx, permission, row, { kind: 'endpoint', id: row.id, name: row.name });
	const [env] = await tx.select({ name: environment.name }).from(environment).where(eq(environment.id, row.environmentId));
	return { row, environment: env?.name ?? '', project };
}
