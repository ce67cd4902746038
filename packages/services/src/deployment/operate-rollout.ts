import type { Tx } from '@interlock/db';
import type { EndpointPlace } from '@interlock/domain/endpoint';
import { DomainError } from '@interlock/domain/error';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { loadEndpoint } from './load-endpoint.ts';
import { isOpenRollout, type LoadedRollout, lockRollout, openRolloutOf } from './load-rollout.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';

/** Loads and locks the open rollout of an endpoint for a person who may operate it. `conflict` when none is open. */
export async function lockOpenRollout(tx: Tx, ctx: ServiceContext, place: EndpointPlace): Promise<LoadedRollout> {
	const { row: served } = await loadEndpoint(tx, ctx, place, 'endpoint:operate');
	const openId = await openRolloutOf(tx, served.id);
	const loaded = openId ? await lockRollout(tx, ctx, openId) : null;
	if (loaded && isOpenRollout(loaded.row)) return loaded;
	throw new DomainError('conflict', `endpoint ${served.name}: no rollout is open`, { field: 'endpoint', value: served.name, reason: 'no-rollout' });
}

/** What follows every operation on an open rollout: the audit entry, the event, and the doorbell that lets its process re-read the row. */
export async function tellOperation(tx: Tx, ctx: ServiceContext, { row, endpoint }: LoadedRollout, action: string, reason: string | undefined): Promise<void> {
	await recordAudit(tx, ctx, {
		action,
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'rollout', id: row.id, name: endpoint.name },
		reason,
		before: { state: row.state, step: row.stepIndex },
	});
	await publishEndpointEvent(tx, endpoint, action, { rolloutId: row.id });
	await enqueueCommand(tx, { kind: 'doorbell', process: 'rollout', workflowId: `rollout/${row.id}` });
}
