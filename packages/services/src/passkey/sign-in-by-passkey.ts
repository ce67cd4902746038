import { type Database, inTransaction } from '@interlock/db';
import { answerPasskeyInput } from '@interlock/domain/passkey';
import { countRefusals } from '../audit/index.ts';
import { type Caller, countTry, forgiveTry, openSession, type SignedIn, tellOrganizations } from '../session/index.ts';
import { takeChallenge } from './challenge.ts';
import { judgeAssertion, lockPasskey } from './judge-assertion.ts';
import { requireSite } from './own-person.ts';
import { refused, type Refusal, UNKNOWN } from './refusal.ts';

/**
 * Signs in by a passkey's answer to a question of `beginPasskeySignIn`; it counts as a fresh proof by passkey. Null for what is no answer
 * at all. Throws `forbidden` with what is wrong with one (told to the log of the person's organizations; an unknown passkey is only
 * counted), and after too many tries.
 */
export async function signInByPasskey(db: Database, publicUrl: string, answer: unknown, caller: Caller, now = new Date()): Promise<SignedIn | null> {
	const site = requireSite(publicUrl);
	const parsed = answerPasskeyInput.safeParse(answer);
	if (!parsed.success) return null;
	const { challenge: challengeId, response } = parsed.data;
	const tried = { account: `passkey ${response.id}`, ip: caller.ip };
	countTry(tried, now, 'passkey');
	const outcome = await inTransaction(db, async (tx): Promise<SignedIn | Refusal> => {
		const challenge = await takeChallenge(tx, challengeId, { purpose: 'sign-in', sessionId: null, now });
		const known = await lockPasskey(tx, response.id);
		const present = known && known.person.disabledAt === null ? known : null;
		const named = response.response.userHandle !== undefined;
		const problem = (named ? null : UNKNOWN) ?? (await judgeAssertion(tx, present, { challenge, response, site, now }));
		if (!problem && present) return openSession(tx, present.person, 'passkey', caller, now);
		if (present) await tellOrganizations(tx, present.person, caller, now, { action: 'session.open', sessionId: null, reason: `passkey: ${problem?.sentence}` });
		return problem ?? UNKNOWN;
	});
	if ('sessionId' in outcome) {
		forgiveTry(tried);
		return outcome;
	}
	if (outcome === UNKNOWN) await countRefusals(db, new Map([['sign-in: unknown passkey', 1]]), now);
	throw refused(outcome);
}
