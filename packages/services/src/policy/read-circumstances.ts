import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, contributor, endpoint, userGroup } from '@interlock/db/tables';
import type { Circumstances } from '@interlock/domain/policy';
import { peopleOfOrg } from './people-of-org.ts';

/** What a policy of an environment is judged by when it is saved: the organization's people and groups, and the environment's open changes. */
export async function readCircumstances(tx: Tx, orgId: string, environmentId: string): Promise<Circumstances> {
	const rows = await tx
		.select({ number: change.number, userId: contributor.userId })
		.from(change)
		.innerJoin(endpoint, eq(endpoint.id, change.endpointId))
		.innerJoin(contributor, eq(contributor.changeId, change.id))
		.where(and(eq(endpoint.environmentId, environmentId), inArray(change.state, ['draft', 'in-review'])));
	const groups = await tx.select({ name: userGroup.name }).from(userGroup).where(eq(userGroup.orgId, orgId)).orderBy(asc(userGroup.name));
	const numbers = [...new Set(rows.map(({ number }) => number))].sort((a, b) => a - b);
	return {
		people: await peopleOfOrg(tx, orgId),
		groups: groups.map(({ name }) => name),
		openChanges: numbers.map((number) => ({ number, contributors: rows.filter((row) => row.number === number).map((row) => row.userId) })),
	};
}
