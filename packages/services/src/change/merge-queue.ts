import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { ringChanges } from '../deployment/index.ts';
import type { LoadedChange } from './load-change.ts';
import { tellChange } from './tell-change.ts';

type ChangeRow = LoadedChange['row'];

/**
 * Numbers of the changes that wait for the same endpoint before each of some changes, first to come first, by change id. A change is in the queue while nothing but
 * another rollout, or who is ahead of it, holds it; after each landing the next is evaluated again before it goes.
 */
export async function aheadInQueue(tx: Tx, changes: readonly Pick<ChangeRow, 'id' | 'endpointId' | 'queuedAt'>[]): Promise<(changeId: string) => number[]> {
	const endpointIds = [...new Set(changes.map(({ endpointId }) => endpointId))];
	const waiting = await tx
		.select({ id: change.id, endpointId: change.endpointId, number: change.number, queuedAt: change.queuedAt })
		.from(change)
		.where(and(inArray(change.endpointId, endpointIds), eq(change.state, 'in-review'), isNotNull(change.queuedAt)))
		.orderBy(asc(change.queuedAt), asc(change.number));
	return (changeId) => {
		const own = changes.find(({ id }) => id === changeId);
		if (!own) return [];
		const isAhead = (queuedAt: Date | null) => own.queuedAt === null || (queuedAt !== null && queuedAt < own.queuedAt);
		return waiting.filter((one) => one.endpointId === own.endpointId && one.id !== changeId && isAhead(one.queuedAt)).map(({ number }) => number);
	};
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
