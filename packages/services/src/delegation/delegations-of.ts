import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { delegation, person } from '@interlock/db/tables';
import type { Delegation } from '@interlock/domain/delegation';

/** A delegation with the one environment that it is for; null: every environment. */
export interface ScopedDelegation extends Delegation {
	environmentId: string | null;
}

/** Delegations that concern a project, or one environment of it, and aren't over at that time; those that begin later are among them. */
export async function delegationsOf(tx: Tx, place: { orgId: string; projectId: string; environmentId?: string }, now: Date): Promise<ScopedDelegation[]> {
	const rows = await tx
		.select({ d: delegation, fromName: person.name, toName: sql<string>`(select p.name from person p where p.id = ${delegation.toUserId})` })
		.from(delegation)
		.innerJoin(person, eq(person.id, delegation.fromUserId))
		.where(
			and(
				eq(delegation.orgId, place.orgId),
				or(isNull(delegation.projectId), eq(delegation.projectId, place.projectId)),
				place.environmentId === undefined ? undefined : or(isNull(delegation.environmentId), eq(delegation.environmentId, place.environmentId)),
				isNull(delegation.endedAt),
				gt(delegation.endsAt, now),
			),
		);
	return rows.map(({ d, fromName, toName }) => ({
		fromUserId: d.fromUserId,
		fromName,
		toUserId: d.toUserId,
		toName,
		startsAtMs: d.startsAt.getTime(),
		endsAtMs: d.endsAt.getTime(),
		environmentId: d.environmentId,
	}));
}
