import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { person, serviceAccount } from '@interlock/db/tables';
import { type Actor, nameOf, personOf } from '@interlock/domain/access';

export interface Speaker {
	/** The name people know: a person's or a service account's, never a token's. */
	name: string;
	/** The person who speaks, by session or by a token of their own; null for service accounts and processes: their owner doesn't speak. */
	userId: string | null;
	serviceAccountId: string | null;
}

/** Who speaks when this actor acts on a change. */
export async function speakerOf(tx: Tx, actor: Actor): Promise<Speaker> {
	const accountId = actor.kind === 'token' || actor.kind === 'process' ? (actor.serviceAccountId ?? null) : null;
	if (accountId) {
		const [account] = await tx.select({ name: serviceAccount.name }).from(serviceAccount).where(eq(serviceAccount.id, accountId));
		return { name: account?.name ?? nameOf(actor), userId: null, serviceAccountId: accountId };
	}
	const isOwnToken = actor.kind === 'token' && actor.tokenKind === 'pat' && actor.run === undefined;
	const userId = actor.kind === 'user' || isOwnToken ? personOf(actor) : null;
	if (userId === null || actor.kind === 'user') return { name: nameOf(actor), userId, serviceAccountId: null };
	const [owner] = await tx.select({ name: person.name }).from(person).where(eq(person.id, userId));
	return { name: owner?.name ?? nameOf(actor), userId, serviceAccountId: null };
}
