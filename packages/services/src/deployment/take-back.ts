import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { lockRollout, openRolloutOf } from './load-rollout.ts';
import { rollBackChampion } from './request-rollback.ts';
import { rollBackInTx } from './roll-back.ts';

/**
 * Takes a version back wherever it is: its open rollout, or, when it serves already, the champion to the version before it, with any
 * rollout that builds on it. For a caller that has authorized. Returns what was taken back; `nothing` when the version serves no more.
 */
export async function takeBackInTx(
	tx: Tx,
	ctx: ServiceContext,
	wanted: { endpointId: string; rolloutId: string; versionId: string; reason: string },
): Promise<'rollout' | 'champion' | 'nothing'> {
	const [served] = await tx.select().from(endpoint).where(eq(endpoint.id, wanted.endpointId)).for('update');
	const openId = await openRolloutOf(tx, wanted.endpointId);
	const serves = served?.championVersionId === wanted.versionId;
	if (openId && (openId === wanted.rolloutId || serves)) {
		await rollBackInTx(tx, ctx, await lockRollout(tx, ctx, openId, 'change:read'), wanted.reason);
		await enqueueCommand(tx, { kind: 'doorbell', process: 'rollout', workflowId: `rollout/${openId}` });
	}
	if (openId === wanted.rolloutId) return 'rollout';
	if (!served || !serves || !served.previousVersionId) return 'nothing';
	await rollBackChampion(tx, ctx, served, wanted.reason);
	return 'champion';
}
