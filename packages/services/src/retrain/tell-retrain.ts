import type { Tx } from '@interlock/db';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEndpointEvent } from '../deployment/index.ts';
import type { LoadedTrigger } from './load-trigger.ts';

/** The audit entry and the event of a retrain's step. */
export async function tellRetrain(
	tx: Tx,
	ctx: ServiceContext,
	{ row, endpoint }: LoadedTrigger,
	action: string,
	after: Record<string, unknown>,
	reason?: string,
): Promise<void> {
	await recordAudit(tx, ctx, {
		action,
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'retrain', id: row.id, name: `${endpoint.name} ${row.window}` },
		after,
		reason,
	});
	await publishEndpointEvent(tx, endpoint, action, { triggerId: row.id, window: row.window });
}
