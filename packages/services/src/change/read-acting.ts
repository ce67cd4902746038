import type { Tx } from '@interlock/db';
import { type Acting, actingPeople } from '@interlock/domain/delegation';
import { formatInstant } from '@interlock/domain/policy';
import { delegationsOf, isFor } from '../delegation/index.ts';
import { peopleOfOrg } from '../policy/index.ts';
import type { LoadedChange } from './load-change.ts';

/** Everybody in the organization as they can act on each of its changes now, by change id: who is away, and who stands in for them with their roles and groups. */
export async function readActing(
	tx: Tx,
	orgId: string,
	all: readonly Pick<LoadedChange, 'row' | 'endpoint'>[],
	contributorsOf: (changeId: string) => ReadonlySet<string>,
	now: Date,
): Promise<Map<string, Acting[]>> {
	const people = await peopleOfOrg(tx, orgId);
	const delegations = await delegationsOf(tx, orgId, now);
	return new Map(
		all.map(({ row, endpoint }) => {
			const own = delegations.filter((one) => isFor(one, { projectId: row.projectId, environmentId: endpoint.environmentId }));
			return [row.id, actingPeople(people, own, contributorsOf(row.id), now.getTime())];
		}),
	);
}

/** Who is away, with the sentence that says so. */
export function awayOf(people: readonly Acting[]): Record<string, string> {
	return Object.fromEntries(
		people.flatMap(({ userId, name, away }) =>
			away ? [[userId, `${name} is away until ${formatInstant(away.untilMs)}; ${away.toName} votes instead.`] as const] : [],
		),
	);
}
