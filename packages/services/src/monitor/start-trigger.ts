import type { Tx } from '@interlock/db';
import { retrainTrigger } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type EndpointRow, publishEndpointEvent } from '../deployment/index.ts';
import { enqueueCommand } from '../process/index.ts';

/** The one cause of a retrain: a window as the champion saw it. */
export function causeOf(endpointId: string, window: string, championVersionId: string): string {
	return `${endpointId}/${window}/${championVersionId}`;
}

/** Starts a retrain by a window in the transaction that decides it, once per cause; null when that cause has started one. */
export async function startTriggerInTx(
	tx: Tx,
	ctx: ServiceContext,
	endpoint: EndpointRow,
	wanted: { window: string; championVersionId: string; kind: 'drift' | 'decay' | 'person'; sentence: string },
): Promise<string | null> {
	const { orgId, projectId } = endpoint;
	const [row] = await tx
		.insert(retrainTrigger)
		.values({
			orgId,
			projectId,
			endpointId: endpoint.id,
			cause: causeOf(endpoint.id, wanted.window, wanted.championVersionId),
			window: wanted.window,
			kind: wanted.kind,
			sentence: wanted.sentence,
			state: 'queued',
		})
		.onConflictDoNothing()
		.returning({ id: retrainTrigger.id });
	if (!row) return null;
	await recordAudit(tx, ctx, {
		action: 'retrain.triggered',
		orgId,
		projectId,
		target: { kind: 'retrain', id: row.id, name: endpoint.name },
		reason: wanted.sentence,
		after: { window: wanted.window, kind: wanted.kind, champion: wanted.championVersionId },
	});
	await publishEndpointEvent(tx, endpoint, 'retrain.triggered', { triggerId: row.id, window: wanted.window, kind: wanted.kind });
	await enqueueCommand(tx, { kind: 'start', process: 'retrain', workflowId: `retrain/${row.id}`, args: { triggerId: row.id } });
	return row.id;
}
