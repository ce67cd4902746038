import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, environment, revision } from '@interlock/db/tables';
import type { Permission } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { authorize, type LoadedProject, loadProject, type ProjectPlace, type ServiceContext } from '../access/index.ts';

export type ChangeRow = typeof change.$inferSelect;
export type RevisionRow = typeof revision.$inferSelect;
export type EndpointRow = typeof endpoint.$inferSelect;

export interface LoadedChange {
	row: ChangeRow;
	/** The newest revision. */
	revision: RevisionRow;
	endpoint: EndpointRow;
	environment: string;
}

/** Loads a change by its number in a project and authorizes on it; unknown and unseen ones answer `not-found`. `lock`: the row, until the transaction ends. */
export async function loadChange(
	tx: Tx,
	ctx: ServiceContext,
	place: ProjectPlace & { number: number },
	permission: Permission,
	options: { lock?: boolean } = {},
): Promise<LoadedChange & { project: LoadedProject }> {
	const project = await loadProject(tx, ctx, place, 'change:read');
	const wanted = tx
		.select()
		.from(change)
		.where(and(eq(change.projectId, project.projectId), eq(change.number, place.number)));
	const [row] = await (options.lock ? wanted.for('update') : wanted);
	if (!row) throw new DomainError('not-found', `change #${place.number} not found`, { field: 'number', value: place.number });
	authorize(ctx, permission, row, { kind: 'change', id: row.id, name: `#${row.number}` });
	return { ...(await withParts(tx, row)), project };
}

/** Loads a change by its id, as its process does, and locks the row. */
export async function lockChangeById(tx: Tx, ctx: ServiceContext, changeId: string, permission: Permission = 'change:read'): Promise<LoadedChange> {
	const [row] = await tx.select().from(change).where(eq(change.id, changeId)).for('update');
	if (!row) throw new DomainError('not-found', 'change not found', { field: 'change', value: changeId });
	authorize(ctx, permission, row, { kind: 'change', id: row.id, name: `#${row.number}` });
	return withParts(tx, row);
}

/** A revision of a change by its number. */
export async function loadRevision(tx: Tx, changeId: string, number: number): Promise<RevisionRow> {
	const [row] = await tx
		.select()
		.from(revision)
		.where(and(eq(revision.changeId, changeId), eq(revision.number, number)));
	if (!row) throw new DomainError('not-found', `revision ${number} not found`, { field: 'revision', value: number });
	return row;
}

/** The rest of a change whose row was loaded and authorized. */
export async function withParts(tx: Tx, row: ChangeRow): Promise<LoadedChange> {
	const [served] = await tx
		.select({ e: endpoint, environment: environment.name })
		.from(endpoint)
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.where(eq(endpoint.id, row.endpointId));
	if (!served) throw new Error(`change ${row.id} has no endpoint`);
	return { row, revision: await loadRevision(tx, row.id, row.revision), endpoint: served.e, environment: served.environment };
}
