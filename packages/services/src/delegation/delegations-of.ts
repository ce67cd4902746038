import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { delegation, person } from '@interlock/db/tables';
import type { Delegation } from '@interlock/domain/delegation';

/** A delegation with what it is for; null: every project, every environment. */
interface ScopedDelegation extends Delegation {
	projectId: string | null;
	environmentId: string | null;
}

/** Delegations of an organization that aren't over at that time; those that begin later are among them. */
export async function delegationsOf(tx: Tx, orgId: string, now: Date): Promise<ScopedDelegation[]> {
	const rows = await tx
		.select({ d: delegation, fromName: person.name, toName: sql<string>`(select p.name from person p where p.id = ${delegation.toUserId})` })
		.from(delegation)
		.innerJoin(person, eq(person.id, delegation.fromUserId))
		.where(and(eq(delegation.orgId, orgId), isNull(delegation.endedAt), gt(delegation.endsAt, now)));
	return rows.map(({ d, fromName, toName }) => ({
		fromUserId: d.fromUserId,
		fromName,
		toUserId: d.toUserId,
		toName,
		startsAtMs: d.startsAt.getTime(),
		endsAtMs: d.endsAt.getTime(),
		projectId: d.projectId,
		environmentId: d.environmentId,
	}));
}

/** Whether a delegation is for an environment of a project. */
export function isFor(one: ScopedDelegation, place: { projectId: string; environmentId: string }): boolean {
	return (one.projectId === null || one.projectId === place.projectId) && (one.environmentId === null || one.environmentId === place.environmentId);
}
