import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { groupMember, membership, person, userGroup } from '@interlock/db/tables';
import { couldBeAsked, type PolicyDocument, type PolicyPerson } from '@interlock/domain/policy';

/** Everybody in an organization with their roles and groups now, by name; disabled ones and service accounts are left out. */
export async function peopleOfOrg(tx: Tx, orgId: string): Promise<PolicyPerson[]> {
	const rows = await tx
		.select({ userId: person.id, name: person.name, roles: membership.roles })
		.from(membership)
		.innerJoin(person, eq(person.id, membership.userId))
		.where(and(eq(membership.orgId, orgId), isNull(person.disabledAt)))
		.orderBy(asc(person.name), asc(person.id));
	const places = await tx
		.select({ userId: groupMember.userId, group: userGroup.name })
		.from(groupMember)
		.innerJoin(userGroup, eq(userGroup.id, groupMember.groupId))
		.where(eq(groupMember.orgId, orgId))
		.orderBy(asc(userGroup.name));
	return rows.map((row) => ({ ...row, groups: places.filter(({ userId }) => userId === row.userId).map(({ group }) => group) }));
}

/** Those of them whom some requirement of the policy could ask. */
export function poolOf<P extends PolicyPerson>(policy: PolicyDocument, people: readonly P[]): P[] {
	return people.filter((one) => policy.require.some((requirement) => couldBeAsked(policy, requirement, one)));
}
