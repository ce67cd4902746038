import { generateAuthenticationOptions } from '@simplewebauthn/server';
import { type Database, inTransaction } from '@interlock/db';
import { countQuestion } from '../session/index.ts';
import type { PasskeyQuestion } from './begin-passkey-step-up.ts';
import { askChallenge, CHALLENGE_MS } from './challenge.ts';
import { requireSite } from './own-person.ts';

/**
 * What the browser asks an authenticator for to sign in: any passkey of this instance, which names its person by itself, so that nobody
 * learns who has an account. Errors: `conflict` where there are no passkeys; `forbidden` after too many within a minute.
 */
export async function beginPasskeySignIn(db: Database, publicUrl: string, caller: { ip?: string }, now: Date): Promise<PasskeyQuestion> {
	const site = requireSite(publicUrl);
	countQuestion(caller.ip, now);
	const asked = await inTransaction(db, (tx) => askChallenge(tx, { purpose: 'sign-in', sessionId: null, now }));
	const options = await generateAuthenticationOptions({
		rpID: site.id,
		challenge: new Uint8Array(Buffer.from(asked.challenge, 'base64url')),
		userVerification: 'required',
		timeout: CHALLENGE_MS,
	});
	return { challenge: asked.id, options };
}
