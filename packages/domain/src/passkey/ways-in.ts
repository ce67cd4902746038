// Rules
// 1. Whoever adds or takes away a way in proves first who they are, as for an approval: else a session left open would be enough to stay in for good.
// 2. Somebody who has no password and no passkey yet has nothing to prove it with; their one-time link counts.
// 3. The last way in is never taken away: without a password, one passkey stays.

import { type Actor, whyStepUp } from '../access/index.ts';

/** What somebody can sign in with. */
export interface WaysIn {
	hasPassword: boolean;
	passkeys: number;
}

/** How fresh the proof has to be. */
export const WAYS_IN_STEP_UP_MS = 600_000;

/** How fresh the proof has to be before a way in is added or taken away; null: there is nothing to prove it with yet. */
export function proofForWaysIn({ hasPassword, passkeys }: WaysIn): number | null {
	return hasPassword || passkeys > 0 ? WAYS_IN_STEP_UP_MS : null;
}

/** Why somebody can't add or take away a way in now, as a sentence, or null. */
export function whyNotChangeWaysIn(actor: Actor, ways: WaysIn, nowMs: number): string | null {
	return whyStepUp(actor, proofForWaysIn(ways), nowMs);
}

/** Why a passkey can't be removed, as a sentence, or null. */
export function whyNotRemovePasskey({ hasPassword, passkeys }: WaysIn): string | null {
	if (hasPassword || passkeys > 1) return null;
	return 'This is your only way to sign in. Choose a password or add another passkey first.';
}
