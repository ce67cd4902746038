import { randomBytes } from 'node:crypto';
import { type AuthenticatorTransport, generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { passkey, person } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { MOST_PASSKEYS, whyNotChangeWaysIn } from '@interlock/domain/passkey';
import { type ServiceContext, transact } from '../access/index.ts';
import { ALGORITHMS, askChallenge, CHALLENGE_MS } from './challenge.ts';
import { lockPerson, type PersonRow, requirePerson, requireSite, waysInOf } from './own-person.ts';
import { tellOwn } from './tell-own.ts';

export interface PasskeyRegistration {
	/** Goes back with the browser's answer. */
	challenge: string;
	options: PublicKeyCredentialCreationOptionsJSON;
}

/**
 * What the browser asks an authenticator for to make a passkey: one that names its person by itself, that verifies them, and that isn't
 * on it already. Errors: `forbidden` for tokens and without a fresh proof of who one is, kept in the log; `conflict` where there are no
 * passkeys or too many.
 */
export async function beginPasskeyRegistration(ctx: ServiceContext, publicUrl: string): Promise<PasskeyRegistration> {
	const actor = requirePerson(ctx);
	const site = requireSite(publicUrl);
	const now = ctx.now();
	const begun = await transact(ctx, async (tx) => {
		const who = await lockPerson(tx, actor.userId);
		const ways = await waysInOf(tx, who);
		const why = whyNotChangeWaysIn(actor, ways, now.getTime());
		if (why) {
			await tellOwn(tx, ctx, who, { action: 'passkey.registered', sessionId: actor.sessionId, refused: why });
			return { why };
		}
		if (ways.passkeys >= MOST_PASSKEYS)
			throw new DomainError('conflict', `passkeys: you have ${ways.passkeys}, the limit is ${MOST_PASSKEYS}; remove one first`, {
				field: 'passkeys',
				value: ways.passkeys,
				limit: `${MOST_PASSKEYS}`,
			});
		const known = await tx.select({ id: passkey.credentialId, transports: passkey.transports }).from(passkey).where(eq(passkey.userId, who.id));
		return { known, handle: await handleOf(tx, who), asked: await askChallenge(tx, { purpose: 'register', sessionId: actor.sessionId, now }) };
	});
	if (begun.why !== undefined) throw new DomainError('forbidden', begun.why, { reason: 'step-up' });
	const options = await generateRegistrationOptions({
		rpName: 'Interlock',
		rpID: site.id,
		userName: actor.email,
		userDisplayName: actor.name,
		userID: new Uint8Array(Buffer.from(begun.handle, 'base64url')),
		challenge: new Uint8Array(Buffer.from(begun.asked.challenge, 'base64url')),
		timeout: CHALLENGE_MS,
		attestationType: 'none',
		supportedAlgorithmIDs: [...ALGORITHMS],
		excludeCredentials: begun.known.map(({ id, transports }) => ({ id, transports: transports as AuthenticatorTransport[] })),
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
	});
	return { challenge: begun.asked.id, options };
}

/** What the person's passkeys know them by: opaque, and the same for all of them. */
async function handleOf(tx: Tx, who: PersonRow): Promise<string> {
	if (who.passkeyHandle !== null) return who.passkeyHandle;
	const passkeyHandle = randomBytes(32).toString('base64url');
	await tx.update(person).set({ passkeyHandle }).where(eq(person.id, who.id));
	return passkeyHandle;
}
