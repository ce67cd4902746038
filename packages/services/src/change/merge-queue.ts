import { and, asc, eq, isNotNull, ne } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { ringChanges } from '../deployment/index.ts';
import type { LoadedChange } from './load-change.ts';
import { tellChange } from './tell-change.ts';

type ChangeRow = LoadedChange['row'];

/**
 * Numbers of the changes that wait for the same endpoint before this one, first to come first. A change is in the queue while nothing but
 * another rollout, or who is ahead of it, holds it; after each landing the next is evaluated again before it goes.
 */
export async function aheadInQueue(tx: Tx, row: Pick<ChangeRow, 'id' | 'endpointId' | 'queuedAt'>): Promise<number[]> {
	const waiting = await tx
		.select({ number: change.number, queuedAt: change.queuedAt })
		.from(change)
		.where(and(eq(change.endpointId, row.endpointId), eq(change.state, 'in-review'), isNotNull(change.queuedAt), ne(change.id, row.id)))
		.orderBy(asc(change.queuedAt), asc(change.number));
	return waiting.filter(({ queuedAt }) => row.queuedAt === null || (queuedAt !== null && queuedAt < row.queuedAt)).map(({ number }) => number);
}

/** Notes whether a denied change waits in the queue. One that is evaluated again keeps its place; one that leaves it lets the next ones know. */
export async function keepPlace(tx: Tx, ctx: ServiceContext, { row, revision }: LoadedChange, isReady: boolean): Promise<void> {
	if (isReady && row.queuedAt === null) {
		await tx.update(change).set({ queuedAt: ctx.now() }).where(eq(change.id, row.id));
		await tellChange(tx, ctx, row, { kind: 'queued', sentence: 'is ready and waits in the queue of its endpoint' });
	}
	const isEvaluating = revision.evaluation === 'pending' || revision.evaluation === 'running';
	if (!isReady && row.queuedAt !== null && !isEvaluating) await leaveQueue(tx, row);
}

/** Takes a change out of the queue, if it is in it, and rings those behind it. */
async function leaveQueue(tx: Tx, row: Pick<ChangeRow, 'id' | 'endpointId' | 'queuedAt'>): Promise<void> {
	if (row.queuedAt === null) return;
	await tx.update(change).set({ queuedAt: null }).where(eq(change.id, row.id));
	await ringChanges(tx, row.endpointId, row.id);
}
