import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { passkey, person } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { type RelyingParty, relyingPartyOf, type WaysIn, whyNoPasskeys } from '@interlock/domain/passkey';
import type { ServiceContext } from '../access/index.ts';

export type PersonRow = typeof person.$inferSelect;

/** The person of a session. Throws `forbidden` for tokens: they stand for nobody who could touch an authenticator. */
export function requirePerson({ actor }: ServiceContext): UserActor {
	if (actor.kind !== 'user') throw new DomainError('forbidden', 'Only a person in the browser has passkeys; an API token has none');
	return actor;
}

/** The relying party of this instance. Throws `conflict` with what its operator can do where browsers offer no passkeys. */
export function requireSite(publicUrl: string): RelyingParty {
	const site = relyingPartyOf(publicUrl);
	if (!site) throw new DomainError('conflict', whyNoPasskeys(publicUrl) ?? '', { field: 'INTERLOCK_PUBLIC_URL', value: publicUrl, reason: 'no-host-name' });
	return site;
}

/** The person's row, locked: what they can sign in with changes by one request at a time. Throws `not-found` when it is gone or disabled. */
export async function lockPerson(tx: Tx, userId: string): Promise<PersonRow> {
	const [row] = await tx
		.select()
		.from(person)
		.where(and(eq(person.id, userId), isNull(person.disabledAt)))
		.for('update');
	if (!row) throw new DomainError('not-found', 'person not found');
	return row;
}

/** What a person can sign in with. */
export async function waysInOf(tx: Tx, { id, passwordHash }: Pick<PersonRow, 'id' | 'passwordHash'>): Promise<WaysIn> {
	return { hasPassword: passwordHash !== null, passkeys: await tx.$count(passkey, eq(passkey.userId, id)) };
}
