import { DomainError } from '@interlock/domain/error';
import type { RelyingParty } from '@interlock/domain/passkey';

/** Why a passkey's answer doesn't count: a sentence, and a stable reason. */
export interface Refusal {
	sentence: string;
	reason: string;
}

export const STALE: Refusal = { sentence: 'the question was answered already or is older than 5 minutes; try again', reason: 'stale-challenge' };
export const UNKNOWN: Refusal = { sentence: 'this passkey is not one of yours here; it may have been removed', reason: 'unknown-passkey' };
export const UNREADABLE: Refusal = { sentence: 'the answer of the authenticator does not hold: its signature or its form is wrong', reason: 'not-valid' };

/** What the verifier found wrong, in plain words. */
export function refusalOf(error: unknown, site: RelyingParty): Refusal {
	const message = error instanceof Error ? error.message : '';
	if (/counter/i.test(message))
		return { sentence: 'its counter of uses went back, as that of a copy does; remove it and add a new one', reason: 'counter-went-back' };
	if (/challenge/i.test(message)) return { sentence: 'it answers another question than the one that was asked', reason: 'other-challenge' };
	if (/origin/i.test(message)) return { sentence: `it was used on another page than ${site.origin}`, reason: 'other-origin' };
	if (/RP ID/i.test(message)) return { sentence: `it was made for another host than ${site.id}`, reason: 'other-host' };
	if (/user (verification|could not be verified|not present|presence)/i.test(message))
		return { sentence: 'the authenticator did not verify you; it has to ask for a PIN, a fingerprint or your face', reason: 'not-verified' };
	return UNREADABLE;
}

/** The refusal as the caller gets it. */
export function refused({ sentence, reason }: Refusal): DomainError {
	return new DomainError('forbidden', `passkey: ${sentence}`, { field: 'passkey', reason });
}
