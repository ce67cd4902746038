import { asc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { groupMember, person, userGroup } from '@interlock/db/tables';
import { loadOrganization, type ServiceContext, transact } from '../access/index.ts';

export interface GroupView {
	name: string;
	description: string;
	members: { userId: string; name: string }[];
}

/** The groups of an organization with their people, both by name. Needs `member:read`. */
export async function listGroups(ctx: ServiceContext, input: { org: string }): Promise<{ groups: GroupView[] }> {
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, input.org, 'member:read');
		return { groups: await groupsOfOrg(tx, org.id) };
	});
}

/** The same by the organization's id. */
export async function groupsOfOrg(tx: Tx, orgId: string): Promise<GroupView[]> {
	const rows = await tx
		.select({ group: userGroup, userId: person.id, name: person.name })
		.from(userGroup)
		.leftJoin(groupMember, eq(groupMember.groupId, userGroup.id))
		.leftJoin(person, eq(person.id, groupMember.userId))
		.where(eq(userGroup.orgId, orgId))
		.orderBy(asc(userGroup.name), asc(person.name));
	const found = new Map<string, GroupView>();
	for (const { group, userId, name } of rows) {
		const view = found.get(group.id) ?? { name: group.name, description: group.description, members: [] };
		if (userId !== null && name !== null) view.members.push({ userId, name });
		found.set(group.id, view);
	}
	return [...found.values()];
}
