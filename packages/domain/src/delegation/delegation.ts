// Rules
// 1. Somebody who is away lets one other person vote for them, for at most 30 days, everywhere or in one project or environment.
// 2. Meanwhile their own approval doesn't count, whenever they gave it; what they asked to be changed still holds.
// 3. The delegate votes with the voting roles and groups of whom they stand in for, beside their own, and still has one vote per change.
//    What else a role allows, such as an administrator's dismissals, is lent to nobody.
// 4. The delegate may not have contributed to the change, nor may the one they stand in for: nobody passes on what they may not do.
// 5. It isn't passed on: who is away stands in for nobody.

import { type Role, rolesWith } from '../access/index.ts';

const DAY_MS = 86_400_000;
export const LONGEST_DELEGATION_MS = 30 * DAY_MS;
const LENT_ROLES: readonly Role[] = rolesWith('change:review');

/** One that concerns a change: of its project and environment, not ended early. */
export interface Delegation {
	fromUserId: string;
	fromName: string;
	toUserId: string;
	toName: string;
	startsAtMs: number;
	endsAtMs: number;
}

export interface Person {
	userId: string;
	name: string;
	roles: readonly Role[];
	/** Names of the groups they belong to. */
	groups: readonly string[];
}

/** A person as they can act now. */
export interface Acting extends Person {
	/** Own roles and groups, and the voting roles and groups of whom they stand in for. */
	roles: readonly Role[];
	groups: readonly string[];
	/** Who votes instead and until when, while this person is away. */
	away: { toName: string; untilMs: number } | null;
	/** Whose roles or groups they have that aren't their own. */
	standsFor: { userId: string; name: string }[];
}

/** The delegations that hold at a moment. */
function delegationsAt(delegations: readonly Delegation[], nowMs: number): Delegation[] {
	return delegations.filter((one) => nowMs >= one.startsAtMs && nowMs < one.endsAtMs);
}

/**
 * People as they can act on a change now. `people`: everybody who has a role that matters, and the delegates; `contributors`: ids of
 * those whose work is in the change, who can't let anybody act for them either.
 */
export function actingPeople(people: readonly Person[], delegations: readonly Delegation[], contributors: ReadonlySet<string>, nowMs: number): Acting[] {
	const now = delegationsAt(delegations, nowMs);
	return people.map((person) => {
		const leave = now.find((one) => one.fromUserId === person.userId);
		if (leave) return { ...person, away: { toName: leave.toName, untilMs: leave.endsAtMs }, standsFor: [] };
		const forOthers = now
			.filter((one) => one.toUserId === person.userId && !contributors.has(one.fromUserId))
			.flatMap((one) => people.filter(({ userId }) => userId === one.fromUserId))
			.map((other) => ({ ...other, roles: other.roles.filter((role) => LENT_ROLES.includes(role)) }));
		const lent = forOthers.filter((other) => brings(other.roles, person.roles) || brings(other.groups, person.groups));
		return {
			...person,
			roles: [...new Set([...person.roles, ...forOthers.flatMap((other) => other.roles)])],
			groups: [...new Set([...person.groups, ...forOthers.flatMap((other) => other.groups)])],
			away: null,
			standsFor: lent.map(({ userId, name }) => ({ userId, name })),
		};
	});
}

function brings(theirs: readonly string[], own: readonly string[]): boolean {
	return theirs.some((one) => !own.includes(one));
}
