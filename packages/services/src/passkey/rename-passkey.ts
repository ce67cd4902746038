import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { passkey } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { renamePasskeyInput } from '@interlock/domain/passkey';
import type { z } from 'zod';
import { type ServiceContext, transact } from '../access/index.ts';
import { lockPerson, requirePerson } from './own-person.ts';
import { tellOwn } from './tell-own.ts';

/** Gives one of one's own passkeys another name. Errors: `forbidden` for tokens; `not-found` for anybody else's. */
export async function renamePasskey(ctx: ServiceContext, input: z.input<typeof renamePasskeyInput>): Promise<void> {
	const actor = requirePerson(ctx);
	const { id, name } = parseInput(renamePasskeyInput, input);
	await transact(ctx, async (tx) => {
		const who = await lockPerson(tx, actor.userId);
		const before = await loadOwn(tx, who.id, id);
		await tx.update(passkey).set({ name }).where(eq(passkey.id, id));
		await tellOwn(tx, ctx, who, { action: 'passkey.renamed', sessionId: actor.sessionId, passkey: { id, name }, reason: `was ${before.name}` });
	});
}

/** One of a person's own passkeys. Throws `not-found` for anybody else's and for unknown ones. */
export async function loadOwn(tx: Tx, userId: string, id: string): Promise<typeof passkey.$inferSelect> {
	const [row] = await tx
		.select()
		.from(passkey)
		.where(and(eq(passkey.id, id), eq(passkey.userId, userId)));
	if (!row) throw new DomainError('not-found', 'passkey not found', { field: 'id', value: id });
	return row;
}
