import { type AuthenticatorTransport, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { passkey, person } from '@interlock/db/tables';
import type { AssertionResponse, RelyingParty } from '@interlock/domain/passkey';
import type { PersonRow } from './own-person.ts';
import { type Refusal, refusalOf, STALE, UNKNOWN, UNREADABLE } from './refusal.ts';

export interface KnownPasskey {
	passkey: typeof passkey.$inferSelect;
	person: PersonRow;
}

/** The passkey of an answer with its person, locked so that its counter is judged by one answer at a time; null when it isn't known. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<KnownPasskey | null> {
	const [row] = await tx
		.select({ passkey, person })
		.from(passkey)
		.innerJoin(person, eq(person.id, passkey.userId))
		.where(eq(passkey.credentialId, credentialId))
		.for('update', { of: passkey });
	return row ?? null;
}

/**
 * Judges an answer: signed by that passkey, of this person, for this challenge, origin and host, by a person whom the authenticator
 * verified, with a counter that went on. Notes the use when it holds. Returns what is wrong, or null.
 */
export async function judgeAssertion(
	tx: Tx,
	known: KnownPasskey | null,
	given: { challenge: string | null; response: AssertionResponse; site: RelyingParty; now: Date },
): Promise<Refusal | null> {
	const { challenge, response, site, now } = given;
	if (challenge === null) return STALE;
	if (!known) return UNKNOWN;
	const { userHandle } = response.response;
	if (userHandle !== undefined && userHandle !== known.person.passkeyHandle) return UNKNOWN;
	try {
		const { verified, authenticationInfo } = await verifyAuthenticationResponse({
			response: { ...response, clientExtensionResults: {} },
			expectedChallenge: challenge,
			expectedOrigin: site.origin,
			expectedRPID: site.id,
			requireUserVerification: true,
			credential: {
				id: known.passkey.credentialId,
				publicKey: new Uint8Array(known.passkey.publicKey),
				counter: known.passkey.counter,
				transports: known.passkey.transports as AuthenticatorTransport[],
			},
		});
		if (!verified) return UNREADABLE;
		await tx
			.update(passkey)
			.set({ counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp, lastUsedAt: now })
			.where(eq(passkey.id, known.passkey.id));
		return null;
	} catch (error) {
		return refusalOf(error, site);
	}
}
