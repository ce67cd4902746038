import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { membership, person, waiver } from '@interlock/db/tables';
import type { Role } from '@interlock/domain/access';
import type { Signatory, Waiver } from '@interlock/domain/change';

export type WaiverRow = typeof waiver.$inferSelect;

/** Every waiver of a change's newest revision, oldest first, with the roles that those under it have now. */
export async function readWaivers(tx: Tx, row: { id: string; orgId: string; revision: number }): Promise<Waiver[]> {
	const rows = await tx
		.select()
		.from(waiver)
		.where(and(eq(waiver.changeId, row.id), eq(waiver.revision, row.revision)))
		.orderBy(asc(waiver.createdAt), asc(waiver.id));
	if (rows.length === 0) return [];
	const roles = await rolesOf(
		tx,
		row.orgId,
		rows.flatMap((w) => [w.requestedByUserId, ...(w.countersignedByUserId ? [w.countersignedByUserId] : [])]),
	);
	const signatory = (userId: string, name: string): Signatory => ({ userId, name, rolesNow: roles.get(userId) ?? [] });
	return rows.map((w) => ({
		id: w.id,
		gate: w.gate,
		reason: w.reason,
		requestedBy: signatory(w.requestedByUserId, w.requestedBy),
		countersignedBy: w.countersignedByUserId ? signatory(w.countersignedByUserId, w.countersignedBy ?? '') : null,
		endsAtMs: w.endsAt.getTime(),
		revoked: w.revokedAt !== null,
	}));
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
