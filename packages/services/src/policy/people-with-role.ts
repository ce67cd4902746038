import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { membership, person } from '@interlock/db/tables';
import type { Role } from '@interlock/domain/access';

export interface PersonWithRole {
	userId: string;
	name: string;
	roles: Role[];
}

/** People who have a role in an organization now, by name; disabled ones and service accounts are left out. */
export async function peopleWithRole(tx: Tx, orgId: string, role: Role): Promise<PersonWithRole[]> {
	return tx
		.select({ userId: person.id, name: person.name, roles: membership.roles })
		.from(membership)
		.innerJoin(person, eq(person.id, membership.userId))
		.where(and(eq(membership.orgId, orgId), sql`${role} = any(${membership.roles})`, isNull(person.disabledAt)))
		.orderBy(asc(person.name), asc(person.id));
}
