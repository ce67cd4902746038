import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { membership, organization, person } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { removeMemberInput, setRolesInput } from '@interlock/domain/member';
import type { z } from 'zod';
import { loadOrganization, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

/** Changes a member's roles, in force at once. Refuses to take the last administrator away. */
export async function setRoles(ctx: ServiceContext, input: z.input<typeof setRolesInput>): Promise<void> {
	const wanted = parseInput(setRolesInput, input);
	await changeMembership(ctx, wanted.org, wanted.userId, async (tx, orgId, before) => {
		if (before.roles.includes('admin') && !wanted.roles.includes('admin')) await keepAnAdmin(tx, orgId, wanted.userId);
		await tx.update(membership).set({ roles: wanted.roles }).where(eq(membership.id, before.id));
		return { action: 'member.roles-changed', before: { roles: before.roles }, after: { roles: wanted.roles } };
	});
}

/** Takes a person out of the organization; their tokens and sockets end at once. Refuses for the last administrator. */
export async function removeMember(ctx: ServiceContext, input: { org: string; userId: string }): Promise<void> {
	const { org, userId } = parseInput(removeMemberInput, input);
	await changeMembership(ctx, org, userId, async (tx, orgId, before) => {
		if (before.roles.includes('admin')) await keepAnAdmin(tx, orgId, userId);
		await tx.delete(membership).where(eq(membership.id, before.id));
		return { action: 'member.removed', before: { roles: before.roles } };
	});
}

async function changeMembership(
	ctx: ServiceContext,
	orgSlug: string,
	userId: string,
	apply: (tx: Tx, orgId: string, before: typeof membership.$inferSelect) => Promise<{ action: string; before?: unknown; after?: unknown }>,
): Promise<void> {
	await transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, orgSlug, 'member:write');
		// Two administrators who take each other's role away at once must be judged one after the other.
		await tx.select({ id: organization.id }).from(organization).where(eq(organization.id, org.id)).for('no key update');
		const [row] = await tx
			.select({ m: membership, name: person.name })
			.from(membership)
			.innerJoin(person, eq(person.id, membership.userId))
			.where(and(eq(membership.orgId, org.id), eq(membership.userId, userId)))
			.for('update', { of: membership });
		if (!row) throw new DomainError('not-found', 'member not found', { field: 'userId', value: userId });
		const entry = await apply(tx, org.id, row.m);
		await recordAudit(tx, ctx, { ...entry, orgId: org.id, projectId: null, target: { kind: 'person', id: userId, name: row.name } });
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'member.changed', data: { userId } });
	});
}

async function keepAnAdmin(tx: Tx, orgId: string, leavingUserId: string): Promise<void> {
	const rows = await tx
		.select({ userId: membership.userId, roles: membership.roles })
		.from(membership)
		.innerJoin(person, eq(person.id, membership.userId))
		.where(and(eq(membership.orgId, orgId), isNull(person.disabledAt)));
	if (!rows.some((m) => m.userId !== leavingUserId && m.roles.includes('admin'))) {
		throw new DomainError('conflict', 'roles: this is the last administrator; make another one first', { field: 'roles', reason: 'last-administrator' });
	}
}
