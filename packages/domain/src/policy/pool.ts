import type { Role } from '../access/index.ts';
import type { OwnersEntry } from './owners-policy.ts';
import { everyOwnerOf, ownersOf } from './owners-policy.ts';
import type { ChangeFacts } from './predicate/index.ts';
import type { Requirement } from './requirement.ts';
import { parseSelector, VOTING_ROLES } from './selector.ts';

/** What somebody is in the organization now: their roles and groups. */
export interface Standing {
	roles: readonly Role[];
	groups: readonly string[];
}

interface Asks {
	require: readonly Requirement[];
	owners: readonly OwnersEntry[];
}

/** Whether a requirement asks somebody with this standing, about this change. Voting needs one of the voting roles, whatever the group. */
export function isAsked({ owners }: Pick<Asks, 'owners'>, { from }: Pick<Requirement, 'from'>, standing: Standing, about: ChangeFacts): boolean {
	if (!standing.roles.some((role) => VOTING_ROLES.includes(role))) return false;
	return from.some((text) => {
		const selector = parseSelector(text);
		if (selector?.kind !== 'owners') return fits(text, standing);
		return ownersOf(owners, selector.of, about).some((owner) => fits(owner, standing));
	});
}

/** Whether a requirement could ask somebody with this standing, about any change. */
export function couldBeAsked({ owners }: Pick<Asks, 'owners'>, { from }: Pick<Requirement, 'from'>, standing: Standing): boolean {
	if (!standing.roles.some((role) => VOTING_ROLES.includes(role))) return false;
	return from.some((text) => {
		const selector = parseSelector(text);
		if (selector?.kind !== 'owners') return fits(text, standing);
		return everyOwnerOf(owners, selector.of).some((owner) => fits(owner, standing));
	});
}

/** The groups a policy names, each once. */
export function groupsNamed({ require, owners }: Asks): string[] {
	const all = [...require.flatMap(({ from }) => from), ...owners.flatMap((entry) => entry.owners)];
	return [...new Set(all.flatMap((text) => (text.startsWith('group:') ? [text.slice('group:'.length)] : [])))];
}

function fits(text: string, { roles, groups }: Standing): boolean {
	const selector = parseSelector(text);
	if (selector?.kind === 'role') return roles.includes(selector.role);
	return selector?.kind === 'group' && groups.includes(selector.group);
}
