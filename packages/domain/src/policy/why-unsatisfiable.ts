// Rules (R8)
// 1. A policy that nobody could satisfy is refused when it is saved: one that asks for more approvals than the people it asks could
//    give, also where requirements are kept apart.
// 2. So is one whose people all contributed to a change that is open: contributors never approve.
// 3. A condition counts as holding, and owners count whatever changes: a policy is judged by the worst that it could ask.

import { assignVotes } from './assign-votes.ts';
import type { PolicyDocument } from './policy-document.ts';
import { couldBeAsked, groupsNamed, type Standing } from './pool.ts';
import { peopleOf } from './selector.ts';

export interface PolicyPerson extends Standing {
	userId: string;
	name: string;
}

/** What the organization is like now: everybody who is in it, its groups, and who contributed to changes that are open. */
export interface Circumstances {
	people: readonly PolicyPerson[];
	groups: readonly string[];
	openChanges: readonly { number: number; contributors: readonly string[] }[];
}

/** Where a policy can't be satisfied and why; `value` was asked, `limit` would be possible. */
export interface Unsatisfiable {
	field: string;
	sentence: string;
	value: number | string;
	limit: string;
}

/** Why nobody could satisfy the policy now, or null. */
export function whyUnsatisfiable(policy: PolicyDocument, now: Circumstances): Unsatisfiable | null {
	const unknown = groupsNamed(policy).find((group) => !now.groups.includes(group));
	if (unknown !== undefined) return unknownGroup(unknown, now.groups);
	const alone = unfulfilled(policy, now.people);
	if (alone) return tooFew(policy, alone, now.people);
	for (const change of now.openChanges) {
		const others = now.people.filter(({ userId }) => !change.contributors.includes(userId));
		const name = unfulfilled(policy, others);
		if (name !== null) return contributed(policy, name, others, change.number);
	}
	return null;
}

/** The first requirement that isn't fulfilled even if everybody who may approves, or null. */
function unfulfilled(policy: PolicyDocument, people: readonly PolicyPerson[]): string | null {
	const approvers = people.map((person) => ({
		id: person.userId,
		for: policy.require.filter((requirement) => couldBeAsked(policy, requirement, person)).map(({ name }) => name),
	}));
	const counted = assignVotes(policy.require, approvers);
	return policy.require.find(({ name, count }) => (counted.get(name)?.length ?? 0) < count)?.name ?? null;
}

function tooFew(policy: PolicyDocument, name: string, people: readonly PolicyPerson[]): Unsatisfiable {
	const { at, count, from, pool, requirement } = partsOf(policy, name, people);
	if (pool < count)
		return {
			field: `require.${at}.count`,
			sentence: `require.${at}.count: ${approvals(count)} can't be given for ${name}, there ${areThere(pool)} (${peopleOf(from)})`,
			value: count,
			limit: String(pool),
		};
	const apart = policy.require
		.filter((other) => requirement.distinctFrom?.includes(other.name) || other.distinctFrom?.includes(name))
		.map((other) => other.name);
	return {
		field: `require.${at}.distinctFrom`,
		sentence: `require.${at}.distinctFrom: ${name} can't be fulfilled by others than those counted for ${apart.join(' and ')}, there ${areThere(pool)} (${peopleOf(from)})`,
		value: apart.join(', '),
		limit: String(pool),
	};
}

function contributed(policy: PolicyDocument, name: string, others: readonly PolicyPerson[], change: number): Unsatisfiable {
	const { at, count, pool } = partsOf(policy, name, others);
	return {
		field: `require.${at}.from`,
		sentence: `require.${at}.from: ${approvals(count)} can't be given for ${name} on open change #${change}: of its people, ${pool === 0 ? 'nobody' : `only ${pool}`} did not contribute to it`,
		value: name,
		limit: String(pool),
	};
}

function partsOf(policy: PolicyDocument, name: string, people: readonly PolicyPerson[]) {
	const at = policy.require.findIndex((one) => one.name === name);
	const requirement = policy.require[at] ?? { name, count: 0, from: [] };
	const pool = people.filter((person) => couldBeAsked(policy, requirement, person)).length;
	return { at, requirement: requirement as PolicyDocument['require'][number], count: requirement.count, from: requirement.from, pool };
}

function unknownGroup(group: string, groups: readonly string[]): Unsatisfiable {
	const there = groups.length === 0 ? 'the organization has no groups' : `groups are ${groups.join(', ')}`;
	return { field: 'require', sentence: `require: there is no group "${group}"; ${there}`, value: group, limit: groups.join(', ') };
}

function approvals(count: number): string {
	return `${count} ${count === 1 ? 'approval' : 'approvals'}`;
}

function areThere(people: number): string {
	return people === 1 ? 'is 1 person who may' : `are ${people} people who may`;
}
