// Rules
// 1. Where a policy asks for it, whoever acts must have proved in this very session, within its time, who they are: by their password or a passkey.
// 2. A policy may ask for a passkey; then a password is not enough. A passkey is always enough.
// 3. A one-time link opens a session and proves nothing more. Somebody who has neither chooses a password or adds a passkey first.
// 4. An API token can't step up, not with its person's password either: it stands for a person who isn't there, and a token that was
//    lifted would be lifted in every copy of it. A service account has no person to ask.

import { formatDuration } from '../statistics/index.ts';
import type { Actor } from './actor.ts';

/** What a policy may ask for. */
export type StepUpStrength = 'password' | 'passkey';

/** When the actor last proved in this session who they are, strongly enough, in ms since 1970; null when they didn't. */
export function provedAtMs(actor: Actor, strength: StepUpStrength): number | null {
	const auth = actor.kind === 'user' ? actor.auth : undefined;
	if (!auth || auth.strength === 'link') return null;
	return strength === 'passkey' && auth.strength !== 'passkey' ? null : auth.atMs;
}

/** Why the actor has to prove first who they are, as a sentence, or null. `withinMs` null: the session is enough. */
export function whyStepUp(actor: Actor, withinMs: number | null, nowMs: number, strength: StepUpStrength = 'password'): string | null {
	if (withinMs === null) return null;
	if (actor.kind !== 'user') return "An API token can't step up: this needs its person in the browser, with their password or a passkey.";
	const atMs = provedAtMs(actor, strength);
	if (atMs !== null && nowMs - atMs <= withinMs) return null;
	if (strength === 'passkey') return `This needs a passkey, used at most ${formatDuration(withinMs)} ago; a password is not enough here.`;
	return `This needs your password again, or a passkey, given at most ${formatDuration(withinMs)} ago.`;
}
