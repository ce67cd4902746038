import { type AuthenticatorTransport, generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import { passkey } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { askChallenge, CHALLENGE_MS } from './challenge.ts';
import { requirePerson, requireSite } from './own-person.ts';

export interface PasskeyQuestion {
	/** Goes back with the browser's answer. */
	challenge: string;
	options: PublicKeyCredentialRequestOptionsJSON;
}

/** What the browser asks an authenticator for to prove again whose session this is: one of the person's own passkeys. Errors: `forbidden` for tokens; `conflict` where there are none. */
export async function beginPasskeyStepUp(ctx: ServiceContext, publicUrl: string): Promise<PasskeyQuestion> {
	const actor = requirePerson(ctx);
	const site = requireSite(publicUrl);
	return transact(ctx, async (tx) => {
		const own = await tx.select({ id: passkey.credentialId, transports: passkey.transports }).from(passkey).where(eq(passkey.userId, actor.userId));
		if (own.length === 0) throw new DomainError('conflict', 'passkey: you have none yet; add one first', { field: 'passkey', reason: 'no-passkey' });
		const asked = await askChallenge(tx, { purpose: 'step-up', sessionId: actor.sessionId, now: ctx.now() });
		const options = await generateAuthenticationOptions({
			rpID: site.id,
			challenge: new Uint8Array(Buffer.from(asked.challenge, 'base64url')),
			allowCredentials: own.map(({ id, transports }) => ({ id, transports: transports as AuthenticatorTransport[] })),
			userVerification: 'required',
			timeout: CHALLENGE_MS,
		});
		return { challenge: asked.id, options };
	});
}
