import { and, eq, lt } from 'drizzle-orm';
import { inTransaction } from '@interlock/db';
import { idempotencyKey } from '@interlock/db/tables';
import type { Actor } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import type { ServiceContext } from '@interlock/services/access';
import { digestJson } from '@interlock/storage';
import type { Answer } from './route.ts';

const KEPT_MS = 24 * 3600_000;
/** The status of a key whose call has not answered yet. Answers are kept as text, so that they come back word for word. */
const UNANSWERED = 0;
const FORM = /^[\x21-\x7e]{1,200}$/;

export interface KeyedCall {
	/** The Idempotency-Key header. */
	key: string;
	/** What must be the same for the answer to be the same: method, address and body. */
	subject: unknown;
}

/**
 * Does a call once per key and caller: for 24 hours the same call with the same key gets the first one's answer. Throws `conflict` when
 * the key came with another call, or while the first one has not answered; a call that fails frees its key.
 */
export async function onceByKey(ctx: ServiceContext, call: KeyedCall, work: () => Promise<Answer>): Promise<Answer> {
	const caller = callerOf(ctx.actor);
	if (!FORM.test(call.key))
		throw new DomainError('invalid', 'Idempotency-Key: must be 1 to 200 printable ASCII characters without a space', { field: 'Idempotency-Key' });
	if (!caller) throw new DomainError('invalid', 'Idempotency-Key: needs a caller with an organization', { field: 'Idempotency-Key' });
	const stored = { orgId: caller.orgId, key: `${caller.id} ${call.key}` };
	const bodyDigest = digestJson(call.subject);
	const before = await claim(ctx, stored, bodyDigest);
	if (before) return before;
	const answer = await work().catch(async (error: unknown) => {
		await free(ctx, stored);
		throw error;
	});
	await inTransaction(ctx.db, (tx) =>
		tx
			.update(idempotencyKey)
			.set({ status: answer.status, answer: answer.body === undefined ? null : JSON.stringify(answer.body) })
			.where(at(stored)),
	);
	return answer;
}

async function claim(ctx: ServiceContext, stored: { orgId: string; key: string }, bodyDigest: string): Promise<Answer | null> {
	return inTransaction(ctx.db, async (tx) => {
		await tx.delete(idempotencyKey).where(and(eq(idempotencyKey.orgId, stored.orgId), lt(idempotencyKey.createdAt, new Date(ctx.now().getTime() - KEPT_MS))));
		const claimed = await tx
			.insert(idempotencyKey)
			.values({ ...stored, bodyDigest, status: UNANSWERED, createdAt: ctx.now() })
			.onConflictDoNothing()
			.returning();
		if (claimed.length > 0) return null;
		const [row] = await tx.select().from(idempotencyKey).where(at(stored));
		if (row?.bodyDigest !== bodyDigest) throw conflict('was sent with another call in the last 24 hours; choose another', 'idempotency-key-reused');
		if (row.status === UNANSWERED)
			throw conflict('belongs to a call that has not answered; look whether it took effect before you choose another', 'idempotency-key-unanswered');
		return { status: row.status, body: typeof row.answer === 'string' ? JSON.parse(row.answer) : undefined };
	});
}

async function free(ctx: ServiceContext, stored: { orgId: string; key: string }): Promise<void> {
	await inTransaction(ctx.db, (tx) => tx.delete(idempotencyKey).where(at(stored)));
}

function at({ orgId, key }: { orgId: string; key: string }) {
	return and(eq(idempotencyKey.orgId, orgId), eq(idempotencyKey.key, key));
}

function conflict(problem: string, reason: string): DomainError {
	return new DomainError('conflict', `Idempotency-Key: ${problem}`, { field: 'Idempotency-Key', reason });
}

/** Keys of two callers never meet. */
function callerOf(actor: Actor): { id: string; orgId: string } | null {
	if (actor.kind === 'token') return { id: actor.tokenId, orgId: actor.orgId };
	const [membership] = actor.kind === 'user' ? actor.memberships : [];
	return actor.kind === 'user' && membership ? { id: actor.userId, orgId: membership.orgId } : null;
}
