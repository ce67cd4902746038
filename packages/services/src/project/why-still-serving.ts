import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, rollout } from '@interlock/db/tables';

/** Why a project can't be deleted now, as a sentence; null when it can. */
export async function whyStillServing(tx: Tx, row: { projectId: string }): Promise<string | null> {
	const serving = await tx.select({ name: endpoint.name, champion: endpoint.championVersionId }).from(endpoint).where(eq(endpoint.projectId, row.projectId));
	const open = await tx.$count(rollout, and(eq(rollout.projectId, row.projectId), inArray(rollout.state, ['running', 'paused'])));
	const live = serving.find(({ champion }) => champion !== null);
	if (!live && open === 0) return null;
	return live ? `Endpoint ${live.name} still serves; roll it back first.` : 'A rollout is still open; roll it back first.';
}
