import { asc, eq } from 'drizzle-orm';
import { passkey, person } from '@interlock/db/tables';
import { provedAtMs, type StepUpStrength } from '@interlock/domain/access';
import { proofForWaysIn, whyNoPasskeys } from '@interlock/domain/passkey';
import { type ServiceContext, transact } from '../access/index.ts';
import { requirePerson } from './own-person.ts';

export interface PasskeyRow {
	id: string;
	name: string;
	/** A service gives it to the person's other devices. */
	backedUp: boolean;
	createdAtMs: number;
	lastUsedAtMs: number | null;
}

export interface PasskeysView {
	/** Oldest first. */
	passkeys: PasskeyRow[];
	hasPassword: boolean;
	/** Why this instance has no passkeys, as a sentence; null where it has. */
	whyNone: string | null;
	/** The proof it takes to add or remove one; null while there is nothing to prove it with. */
	stepUp: { withinMs: number; strength: StepUpStrength; enteredAtMs: number | null } | null;
}

/** The passkeys of the session's own person. `forbidden` for tokens. */
export async function listPasskeys(ctx: ServiceContext, publicUrl: string): Promise<PasskeysView> {
	const { userId } = requirePerson(ctx);
	return transact(ctx, async (tx) => {
		const [own] = await tx.select({ passwordHash: person.passwordHash }).from(person).where(eq(person.id, userId));
		const rows = await tx.select().from(passkey).where(eq(passkey.userId, userId)).orderBy(asc(passkey.createdAt), asc(passkey.id));
		const hasPassword = own?.passwordHash != null;
		const withinMs = proofForWaysIn({ hasPassword, passkeys: rows.length });
		return {
			passkeys: rows.map(({ id, name, backedUp, createdAt, lastUsedAt }) => ({
				id,
				name,
				backedUp,
				createdAtMs: createdAt.getTime(),
				lastUsedAtMs: lastUsedAt?.getTime() ?? null,
			})),
			hasPassword,
			whyNone: whyNoPasskeys(publicUrl),
			stepUp: withinMs === null ? null : { withinMs, strength: 'password', enteredAtMs: provedAtMs(ctx.actor, 'password') },
		};
	});
}
