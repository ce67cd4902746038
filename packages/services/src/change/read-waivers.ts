import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { membership, person, waiver } from '@interlock/db/tables';
import type { Role } from '@interlock/domain/access';
import type { Signatory, Waiver } from '@interlock/domain/change';

export type WaiverRow = typeof waiver.$inferSelect;

/** Every waiver of the newest revision of each of some changes, oldest first, by change id, with the roles that those under it have now. */
export async function readWaivers(tx: Tx, orgId: string, changes: readonly { id: string; revision: number }[]): Promise<(changeId: string) => Waiver[]> {
	const rows = await tx
		.select()
		.from(waiver)
		.where(
			inArray(
				waiver.changeId,
				changes.map(({ id }) => id),
			),
		)
		.orderBy(asc(waiver.createdAt), asc(waiver.id));
	const newest = rows.filter((w) => changes.some(({ id, revision }) => id === w.changeId && revision === w.revision));
	const roles = await rolesOf(
		tx,
		orgId,
		newest.flatMap((w) => [w.requestedByUserId, ...(w.countersignedByUserId ? [w.countersignedByUserId] : [])]),
	);
	const signatory = (userId: string, name: string): Signatory => ({ userId, name, rolesNow: roles.get(userId) ?? [] });
	const waivers = newest.map((w) => ({
		changeId: w.changeId,
		waiver: {
			id: w.id,
			gate: w.gate,
			reason: w.reason,
			requestedBy: signatory(w.requestedByUserId, w.requestedBy),
			countersignedBy: w.countersignedByUserId ? signatory(w.countersignedByUserId, w.countersignedBy ?? '') : null,
			endsAtMs: w.endsAt.getTime(),
			revoked: w.revokedAt !== null,
		},
	}));
	return (changeId) => waivers.filter((one) => one.changeId === changeId).map((one) => one.waiver);
}

/** Roles of people in an organization now; a disabled person has none. */
export async function rolesOf(tx: Tx, orgId: string, userIds: readonly string[]): Promise<Map<string, Role[]>> {
	if (userIds.length === 0) return new Map();
	const rows = await tx
		.select({ userId: membership.userId, roles: membership.roles })
		.from(membership)
		.innerJoin(person, eq(person.id, membership.userId))
		.where(and(eq(membership.orgId, orgId), inArray(membership.userId, [...userIds]), isNull(person.disabledAt)));
	return new Map(rows.map((r) => [r.userId, r.roles]));
}
