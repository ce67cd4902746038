// Rules
// 1. A waiver lets one gate of one revision count as passed until its end, although it didn't pass. The gate keeps its own result and is
//    shown waived, never passed.
// 2. A person whose role the policy names asks for it, with a reason; it ends by a date.
// 3. It counts once a second person with such a role countersigned: neither who asked nor a contributor to the change.
// 4. Both must have such a role still, and the second still be no contributor, whenever it is counted.
// 5. It is for one revision: the next one is judged anew.
// 6. Files that would run code when opened are never waived. Bytes that differ from what was registered are no gate: they are refused.

import type { Role } from '../access/index.ts';
import type { PolicyDocument } from '../policy/index.ts';
import { type Contributor, whyContributor } from './contributor.ts';

/** A person under a waiver, with the roles they have now. */
export interface Signatory {
	userId: string;
	name: string;
	rolesNow: readonly Role[];
}

export interface Waiver {
	id: string;
	/** Key of the gate it is for. */
	gate: string;
	reason: string;
	requestedBy: Signatory;
	/** null while it waits for a second person. */
	countersignedBy: Signatory | null;
	endsAtMs: number;
	revoked: boolean;
}

export type WaiverState = 'waiting' | 'in-force' | 'ended' | 'revoked' | 'void';
export interface JudgedWaiver {
	state: WaiverState;
	/** Where it stands, in words. */
	sentence: string;
}

/** Gates that nobody can waive. */
export const NEVER_WAIVED: readonly string[] = ['format-allowed'];

/** Whether a waiver counts now, and why not. */
export function judgeWaiver(policy: PolicyDocument, contributors: readonly Contributor[], waiver: Waiver, nowMs: number): JudgedWaiver {
	const { requestedBy, countersignedBy } = waiver;
	const until = dayOf(waiver.endsAtMs);
	if (waiver.revoked) return { state: 'revoked', sentence: `The waiver by ${requestedBy.name} was revoked.` };
	if (nowMs >= waiver.endsAtMs) return { state: 'ended', sentence: `The waiver by ${requestedBy.name} ended after ${until}.` };
	const lost = [requestedBy, ...(countersignedBy ? [countersignedBy] : [])].find((person) => !mayWaive(policy, person.rolesNow));
	if (lost) return { state: 'void', sentence: `The waiver doesn't count: ${lost.name} has no role any more that may waive.` };
	if (!countersignedBy) return { state: 'waiting', sentence: `${requestedBy.name} asks to waive it until ${until}; a second person has to countersign.` };
	const contributed = whyContributor(contributors, countersignedBy.userId);
	if (contributed) return { state: 'void', sentence: `The waiver doesn't count: ${countersignedBy.name}, who countersigned, contributed (${contributed}).` };
	return { state: 'in-force', sentence: `Waived until ${until} by ${requestedBy.name}, countersigned by ${countersignedBy.name}: ${waiver.reason}` };
}

/** Whether a gate that did not pass counts as passed now. */
export function isWaived(
	policy: PolicyDocument,
	contributors: readonly Contributor[],
	gate: { status: string; waivers?: readonly Waiver[] | undefined },
	nowMs: number,
): boolean {
	return gate.status !== 'passed' && (gate.waivers ?? []).some((waiver) => judgeWaiver(policy, contributors, waiver, nowMs).state === 'in-force');
}

/** The rule that bars somebody from asking for a waiver of a gate, as a sentence, or null. */
export function whyNotWaive(policy: PolicyDocument, gate: { gate: string; title: string }, person: Asking): string | null {
	if (NEVER_WAIVED.includes(gate.gate)) return `"${gate.title}" can't be waived: what would run code when opened is never served.`;
	return whyNotSign(policy, person, 'waives');
}

/** The rule that bars somebody from countersigning a waiver, as a sentence, or null. */
export function whyNotCountersign(
	policy: PolicyDocument,
	contributors: readonly Contributor[],
	waiver: { requestedByUserId: string },
	person: Asking,
): string | null {
	const barred = whyNotSign(policy, person, 'countersigns');
	if (barred) return barred;
	if (person.userId === waiver.requestedByUserId) return `${person.name} asked for it; a second person has to countersign.`;
	const contributed = person.userId && whyContributor(contributors, person.userId);
	return contributed ? `${person.name} contributed (${contributed}), so ${person.name} can't countersign.` : null;
}

interface Asking {
	userId: string | null;
	name: string;
	roles: readonly Role[];
}

function whyNotSign(policy: PolicyDocument, person: Asking, does: string): string | null {
	const { roles } = policy.waivers;
	if (roles.length === 0) return 'The policy lets nobody waive a gate.';
	if (person.userId === null) return `${person.name} isn't a person; only a person ${does}.`;
	return mayWaive(policy, person.roles) ? null : `A waiver needs the role ${roles.join(' or ')}.`;
}

function mayWaive(policy: PolicyDocument, roles: readonly Role[]): boolean {
	return policy.waivers.roles.some((role) => roles.includes(role));
}

/** The last whole day before an instant, as pages write dates: 2026-12-21. */
function dayOf(endsAtMs: number): string {
	return new Date(endsAtMs - 1).toISOString().slice(0, 10);
}
