import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { groupMember, membership, organization, userGroup } from '@interlock/db/tables';
import { nameOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type SaveGroupInput, saveGroupInput } from '@interlock/domain/group';
import { loadOrganization, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { groupsOfOrg } from './list-groups.ts';

/**
 * Makes a group or changes whom it has, in force at once: approvals of people who left it stop counting. Needs `member:write`.
 * `invalid` for somebody who isn't a member of the organization.
 */
export async function saveGroup(ctx: ServiceContext, input: SaveGroupInput): Promise<{ name: string; members: number }> {
	const wanted = parseInput(saveGroupInput, input);
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, wanted.org, 'member:write');
		// Two edits of a group take turns, so that what the audit entry calls "before" is what was replaced.
		await tx.select({ id: organization.id }).from(organization).where(eq(organization.id, org.id)).for('no key update');
		await requireMembers(tx, org.id, wanted.members);
		const before = (await groupsOfOrg(tx, org.id)).find(({ name }) => name === wanted.name);
		const [row] = await tx
			.insert(userGroup)
			.values({ orgId: org.id, name: wanted.name, description: wanted.description, createdBy: nameOf(ctx.actor) })
			.onConflictDoUpdate({ target: [userGroup.orgId, userGroup.name], set: { description: wanted.description } })
			.returning();
		if (!row) throw new Error('no group');
		await tx.delete(groupMember).where(eq(groupMember.groupId, row.id));
		if (wanted.members.length > 0) await tx.insert(groupMember).values(wanted.members.map((userId) => ({ orgId: org.id, groupId: row.id, userId })));
		await recordAudit(tx, ctx, {
			action: 'group.saved',
			orgId: org.id,
			projectId: null,
			target: { kind: 'group', id: row.id, name: row.name },
			...(before && { before: { members: before.members.map(({ userId }) => userId) } }),
			after: { members: wanted.members },
		});
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'member.changed', data: { group: row.name } });
		return { name: row.name, members: wanted.members.length };
	});
}

async function requireMembers(tx: Tx, orgId: string, userIds: string[]): Promise<void> {
	if (userIds.length === 0) return;
	const known = await tx
		.select({ userId: membership.userId })
		.from(membership)
		.where(and(eq(membership.orgId, orgId), inArray(membership.userId, userIds)));
	const stranger = userIds.findIndex((userId) => !known.some((row) => row.userId === userId));
	if (stranger >= 0)
		throw new DomainError('invalid', `members.${stranger}: must be a member of the organization`, {
			field: `members.${stranger}`,
			value: userIds[stranger],
			reason: 'not-a-member',
		});
}
