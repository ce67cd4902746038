import { eq } from 'drizzle-orm';
import { session } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { answerPasskeyInput } from '@interlock/domain/passkey';
import type { z } from 'zod';
import { type ServiceContext, transact } from '../access/index.ts';
import { countTry, forgiveTry } from '../session/index.ts';
import { takeChallenge } from './challenge.ts';
import { judgeAssertion, lockPasskey } from './judge-assertion.ts';
import { lockPerson, requirePerson, requireSite } from './own-person.ts';
import { refused, UNKNOWN } from './refusal.ts';
import { tellOwn } from './tell-own.ts';

/**
 * Takes a passkey's answer as a fresh proof of whose session this is. Errors: `forbidden` for tokens, for an answer that doesn't hold
 * (kept in the log, with why) and after too many tries.
 */
export async function stepUpByPasskey(ctx: ServiceContext, publicUrl: string, input: z.input<typeof answerPasskeyInput>): Promise<{ atMs: number }> {
	const actor = requirePerson(ctx);
	const site = requireSite(publicUrl);
	const { challenge: challengeId, response } = parseInput(answerPasskeyInput, input);
	const now = ctx.now();
	const tried = { account: `passkey of ${actor.userId}`, ip: ctx.request.ip };
	countTry(tried, now, 'passkey');
	const refusal = await transact(ctx, async (tx) => {
		const who = await lockPerson(tx, actor.userId);
		const challenge = await takeChallenge(tx, challengeId, { purpose: 'step-up', sessionId: actor.sessionId, now });
		const known = await lockPasskey(tx, response.id);
		const own = known?.person.id === who.id ? known : null;
		const problem = known && !own ? UNKNOWN : await judgeAssertion(tx, own, { challenge, response, site, now });
		const told = { action: 'session.stepped-up', sessionId: actor.sessionId };
		if (problem) {
			await tellOwn(tx, ctx, who, { ...told, refused: `passkey: ${problem.sentence}` });
			return problem;
		}
		await tx.update(session).set({ stepUpAt: now, stepUpStrength: 'passkey' }).where(eq(session.id, actor.sessionId));
		await tellOwn(tx, ctx, who, { ...told, reason: `by the passkey ${own?.passkey.name}` });
		return null;
	});
	if (refusal) throw refused(refusal);
	forgiveTry(tried);
	return { atMs: now.getTime() };
}
