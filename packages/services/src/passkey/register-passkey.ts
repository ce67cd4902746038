import { type AuthenticatorTransport, verifyRegistrationResponse } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { passkey, session } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { registerPasskeyInput, type RegistrationResponse, type RelyingParty, whyNotChangeWaysIn } from '@interlock/domain/passkey';
import type { z } from 'zod';
import { type ServiceContext, transact } from '../access/index.ts';
import { countTry, forgiveTry } from '../session/index.ts';
import { ALGORITHMS, takeChallenge } from './challenge.ts';
import { lockPerson, requirePerson, requireSite, waysInOf } from './own-person.ts';
import { type Refusal, refusalOf, refused, STALE, UNREADABLE } from './refusal.ts';
import { tellOwn } from './tell-own.ts';

type Made = Pick<typeof passkey.$inferInsert, 'credentialId' | 'publicKey' | 'counter' | 'backedUp'>;

/**
 * Keeps a passkey that an authenticator made for this session's person; in this session it counts as just used. Errors: `forbidden` for
 * tokens, without a fresh proof of who one is, for an answer that doesn't hold (both kept in the log) and after too many tries;
 * `conflict` for one that is known already.
 */
export async function registerPasskey(ctx: ServiceContext, publicUrl: string, input: z.input<typeof registerPasskeyInput>): Promise<{ id: string }> {
	const actor = requirePerson(ctx);
	const site = requireSite(publicUrl);
	const { challenge: challengeId, name, response } = parseInput(registerPasskeyInput, input);
	const now = ctx.now();
	const tried = { account: `passkey of ${actor.userId}`, ip: ctx.request.ip };
	countTry(tried, now, 'passkey');
	const done = await transact(ctx, async (tx) => {
		const who = await lockPerson(tx, actor.userId);
		const why = whyNotChangeWaysIn(actor, await waysInOf(tx, who), now.getTime());
		const challenge = await takeChallenge(tx, challengeId, { purpose: 'register', sessionId: actor.sessionId, now });
		const judged = why ? { sentence: why, reason: 'step-up' } : await judge(challenge, response, site);
		if ('sentence' in judged) {
			await tellOwn(tx, ctx, who, { action: 'passkey.registered', sessionId: actor.sessionId, refused: judged.sentence });
			return judged;
		}
		const made = await keep(tx, { ...judged, userId: who.id, name, transports: response.response.transports ?? [], createdAt: now, lastUsedAt: now });
		await tx.update(session).set({ stepUpAt: now, stepUpStrength: 'passkey' }).where(eq(session.id, actor.sessionId));
		await tellOwn(tx, ctx, who, { action: 'passkey.registered', sessionId: actor.sessionId, passkey: made });
		return made;
	});
	if ('sentence' in done) throw done.reason === 'step-up' ? new DomainError('forbidden', done.sentence, { reason: 'step-up' }) : refused(done);
	forgiveTry(tried);
	return { id: done.id };
}

async function judge(challenge: string | null, response: RegistrationResponse, site: RelyingParty): Promise<Made | Refusal> {
	if (challenge === null) return STALE;
	try {
		const { verified, registrationInfo } = await verifyRegistrationResponse({
			response: {
				...response,
				clientExtensionResults: {},
				response: { ...response.response, transports: response.response.transports as AuthenticatorTransport[] | undefined },
			},
			expectedChallenge: challenge,
			expectedOrigin: site.origin,
			expectedRPID: site.id,
			requireUserVerification: true,
			supportedAlgorithmIDs: [...ALGORITHMS],
		});
		if (!verified) return UNREADABLE;
		const { credential, credentialBackedUp } = registrationInfo;
		return { credentialId: credential.id, publicKey: Buffer.from(credential.publicKey), counter: credential.counter, backedUp: credentialBackedUp };
	} catch (error) {
		return refusalOf(error, site);
	}
}

async function keep(tx: Tx, values: typeof passkey.$inferInsert): Promise<{ id: string; name: string }> {
	const [made] = await tx.insert(passkey).values(values).onConflictDoNothing().returning({ id: passkey.id, name: passkey.name });
	if (!made) throw new DomainError('conflict', 'passkey: it is known here already', { field: 'passkey', reason: 'known-already' });
	return made;
}
