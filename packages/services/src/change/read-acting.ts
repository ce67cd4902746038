import type { Tx } from '@interlock/db';
import type { ApprovalFacts } from '@interlock/domain/change';
import { type Acting, actingPeople } from '@interlock/domain/delegation';
import { formatInstant } from '@interlock/domain/policy';
import { delegationsOf } from '../delegation/index.ts';
import { peopleOfOrg } from '../policy/index.ts';
import type { LoadedChange } from './load-change.ts';

/** Everybody in the organization as they can act on a change now: who is away, and who stands in for them with their roles and groups. */
export async function readActing(tx: Tx, { row, endpoint }: LoadedChange, contributors: ReadonlySet<string>, now: Date): Promise<Acting[]> {
	const place = { orgId: row.orgId, projectId: row.projectId, environmentId: endpoint.environmentId };
	return actingPeople(await peopleOfOrg(tx, row.orgId), await delegationsOf(tx, place, now), contributors, now.getTime());
}

/** Who is away, with the sentence that says so. */
export function awayOf(people: readonly Acting[]): Record<string, string> {
	return Object.fromEntries(
		people.flatMap(({ userId, name, away }) =>
			away ? [[userId, `${name} is away until ${formatInstant(away.untilMs)}; ${away.toName} votes instead.`] as const] : [],
		),
	);
}

/** The facts of a decision that say who people are now. */
export function factsOfActing(people: readonly Acting[]): Pick<ApprovalFacts, 'rolesNow' | 'groupsNow' | 'away'> {
	return {
		rolesNow: Object.fromEntries(people.map((p) => [p.userId, p.roles])),
		groupsNow: Object.fromEntries(people.map((p) => [p.userId, p.groups])),
		away: awayOf(people),
	};
}
