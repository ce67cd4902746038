import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, organization, project, registeredModel, retrainTrigger, type RetrainConfig, serviceAccount } from '@interlock/db/tables';
import { permissionsOf } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { authorize, type ServiceContext } from '../access/index.ts';
import type { EndpointRow } from '../deployment/index.ts';

export type TriggerRow = typeof retrainTrigger.$inferSelect;

export interface LoadedTrigger {
	row: TriggerRow;
	endpoint: EndpointRow;
	/** Slugs. */
	place: { org: string; project: string };
	model: string;
}

/** Loads a retrain's trigger and locks it, so that each of its steps happens once. Authorizes `run:start`. `not-found` for an unknown id. */
export async function lockTrigger(tx: Tx, ctx: ServiceContext, triggerId: string): Promise<LoadedTrigger> {
	const [row] = await tx.select().from(retrainTrigger).where(eq(retrainTrigger.id, triggerId)).for('update');
	if (!row) throw new DomainError('not-found', 'retrain not found', { field: 'retrain', value: triggerId });
	authorize(ctx, 'run:start', row, { kind: 'retrain', id: row.id, name: row.window });
	const [found] = await tx
		.select({ endpoint, org: organization.slug, project: project.slug, model: registeredModel.name })
		.from(endpoint)
		.innerJoin(organization, eq(organization.id, endpoint.orgId))
		.innerJoin(project, eq(project.id, endpoint.projectId))
		.innerJoin(registeredModel, eq(registeredModel.id, endpoint.modelId))
		.where(eq(endpoint.id, row.endpointId));
	if (!found) throw new DomainError('not-found', 'endpoint not found', { field: 'endpoint', value: row.endpointId });
	return { row, endpoint: found.endpoint, place: { org: found.org, project: found.project }, model: found.model };
}

/** The same context acting as the service account a retrain is configured with. Throws `forbidden` when that account is disabled or lacks a role it needs. */
export async function asServiceAccount(tx: Tx, ctx: ServiceContext, config: RetrainConfig): Promise<ServiceContext> {
	const [account] = await tx.select().from(serviceAccount).where(eq(serviceAccount.id, config.serviceAccountId));
	if (!account || account.disabledAt)
		throw new DomainError('forbidden', 'service account: it is disabled or gone', { field: 'serviceAccount', value: config.serviceAccountId });
	const granted = permissionsOf(account.roles);
	const lacking = (['run:start', 'change:open'] as const).find((permission) => !granted.has(permission));
	if (lacking)
		throw new DomainError('forbidden', `service account ${account.name}: its roles don't grant "${lacking}"`, {
			field: 'serviceAccount',
			value: account.name,
			reason: 'permission',
		});
	return ctx.actor.kind === 'process' ? { ...ctx, actor: { ...ctx.actor, serviceAccountId: account.id } } : ctx;
}
