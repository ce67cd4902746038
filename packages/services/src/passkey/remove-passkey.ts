import { and, eq, isNull, ne } from 'drizzle-orm';
import { passkey, session } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { removePasskeyInput, whyNotChangeWaysIn, whyNotRemovePasskey } from '@interlock/domain/passkey';
import type { z } from 'zod';
import { type ServiceContext, transact } from '../access/index.ts';
import { lockPerson, requirePerson, waysInOf } from './own-person.ts';
import { loadOwn } from './rename-passkey.ts';
import { tellOwn } from './tell-own.ts';

/**
 * Forgets one of one's own passkeys; every other session of the person ends, since it may have been opened with it. Errors: `forbidden`
 * for tokens and without a fresh proof of who one is; `not-found` for anybody else's; `conflict` for the last way to sign in. Refusals of
 * a person are kept in the log.
 */
export async function removePasskey(ctx: ServiceContext, input: z.input<typeof removePasskeyInput>): Promise<void> {
	const actor = requirePerson(ctx);
	const { id } = parseInput(removePasskeyInput, input);
	const now = ctx.now();
	const refusal = await transact(ctx, async (tx) => {
		const who = await lockPerson(tx, actor.userId);
		const own = await loadOwn(tx, who.id, id);
		const told = { action: 'passkey.removed', sessionId: actor.sessionId, passkey: { id, name: own.name } };
		const ways = await waysInOf(tx, who);
		const [stale, last] = [whyNotChangeWaysIn(actor, ways, now.getTime()), whyNotRemovePasskey(ways)];
		if (stale ?? last) {
			await tellOwn(tx, ctx, who, { ...told, refused: stale ?? last ?? '' });
			return stale
				? new DomainError('forbidden', stale, { reason: 'step-up' })
				: new DomainError('conflict', `id: ${last}`, { field: 'id', value: id, reason: 'last-way-in' });
		}
		await tx.delete(passkey).where(eq(passkey.id, id));
		await tx
			.update(session)
			.set({ revokedAt: now })
			.where(and(eq(session.userId, who.id), ne(session.id, actor.sessionId), isNull(session.revokedAt)));
		await tellOwn(tx, ctx, who, told);
		return null;
	});
	if (refusal) throw refusal;
}
