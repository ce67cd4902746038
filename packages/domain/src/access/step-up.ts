// Rules
// 1. Where a policy asks for it, whoever acts must have entered their password within its time, in this very session.
// 2. A one-time link opens a session and is no password. Somebody without a password chooses one first.
// 3. An API token can't step up: it stands for a person who isn't there.

import { formatDuration } from '../statistics/index.ts';
import type { Actor } from './actor.ts';

/** Why the actor has to give a password first, as a sentence, or null. `withinMs` null: the session is enough. */
export function whyStepUp(actor: Actor, withinMs: number | null, nowMs: number): string | null {
	if (withinMs === null) return null;
	if (actor.kind !== 'user') return "An API token can't step up: this needs a person's password again; do it in the browser.";
	const { auth } = actor;
	if (auth?.strength === 'password' && nowMs - auth.atMs <= withinMs) return null;
	return `This needs your password, entered at most ${formatDuration(withinMs)} ago.`;
}
