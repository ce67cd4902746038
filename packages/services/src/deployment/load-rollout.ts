import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, rollout } from '@interlock/db/tables';
import type { Permission } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { type RolloutPlan, rolloutPlanSchema } from '@interlock/domain/rollout';
import { authorize, type ServiceContext } from '../access/index.ts';
import type { EndpointRow } from './load-endpoint.ts';

export type RolloutRow = typeof rollout.$inferSelect;

export interface LoadedRollout {
	row: RolloutRow;
	endpoint: EndpointRow;
	plan: RolloutPlan;
}

/**
 * Loads a rollout and locks its change, its endpoint and itself, in the order in which reviews take them, so that a process and a person
 * never move the same traffic at once and never wait for each other. Authorizes on the rollout. `not-found` for an unknown id.
 */
export async function lockRollout(tx: Tx, ctx: ServiceContext, rolloutId: string, permission: Permission = 'endpoint:operate'): Promise<LoadedRollout> {
	const [found] = await tx.select({ endpointId: rollout.endpointId, changeId: rollout.changeId }).from(rollout).where(eq(rollout.id, rolloutId));
	if (!found) throw unknown(rolloutId);
	if (found.changeId) await tx.select({ id: change.id }).from(change).where(eq(change.id, found.changeId)).for('update');
	const [served] = await tx.select().from(endpoint).where(eq(endpoint.id, found.endpointId)).for('update');
	const [row] = await tx.select().from(rollout).where(eq(rollout.id, rolloutId)).for('update');
	if (!served || !row) throw unknown(rolloutId);
	authorize(ctx, permission, row, { kind: 'rollout', id: row.id, name: served.name });
	return { row, endpoint: served, plan: rolloutPlanSchema.parse(row.plan) };
}

/** Whether its process still has something to do. */
export function isOpenRollout(row: { state: RolloutRow['state'] }): boolean {
	return row.state === 'running' || row.state === 'paused';
}

/** The id of an endpoint's open rollout, or null. */
export async function openRolloutOf(tx: Tx, endpointId: string): Promise<string | null> {
	const [open] = await tx
		.select({ id: rollout.id })
		.from(rollout)
		.where(and(eq(rollout.endpointId, endpointId), inArray(rollout.state, ['running', 'paused'])));
	return open?.id ?? null;
}

function unknown(rolloutId: string): DomainError {
	return new DomainError('not-found', 'rollout not found', { field: 'rollout', value: rolloutId });
}
