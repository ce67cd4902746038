import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { environment, policy, project, userGroup } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { removeGroupInput } from '@interlock/domain/group';
import { groupsNamed, policyDocumentSchema } from '@interlock/domain/policy';
import { loadOrganization, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

/** Removes a group. `conflict` while the newest policy of an environment names it: that policy could no longer be satisfied. */
export async function removeGroup(ctx: ServiceContext, input: { org: string; name: string }): Promise<void> {
	const wanted = parseInput(removeGroupInput, input);
	await transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, wanted.org, 'member:write');
		const [row] = await tx
			.select()
			.from(userGroup)
			.where(and(eq(userGroup.orgId, org.id), eq(userGroup.name, wanted.name)))
			.for('update');
		if (!row) throw new DomainError('not-found', 'group not found', { field: 'name', value: wanted.name });
		const user = await policyThatNames(tx, org.id, row.name);
		if (user)
			throw new DomainError('conflict', `name: the policy of ${user} asks this group; take it out there first`, {
				field: 'name',
				value: row.name,
				reason: 'group-in-use',
			});
		await tx.delete(userGroup).where(eq(userGroup.id, row.id));
		await recordAudit(tx, ctx, { action: 'group.removed', orgId: org.id, projectId: null, target: { kind: 'group', id: row.id, name: row.name } });
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'member.changed', data: { group: row.name } });
	});
}

/** "project, environment" of a newest policy that names the group, or null. */
async function policyThatNames(tx: Tx, orgId: string, group: string): Promise<string | null> {
	const newest = tx
		.select({ id: sql`distinct on (${policy.environmentId}) ${policy.id}` })
		.from(policy)
		.where(eq(policy.orgId, orgId))
		.orderBy(policy.environmentId, sql`${policy.version} desc`);
	const rows = await tx
		.select({ document: policy.document, environment: environment.name, project: project.slug })
		.from(policy)
		.innerJoin(environment, eq(environment.id, policy.environmentId))
		.innerJoin(project, eq(project.id, policy.projectId))
		.where(inArray(policy.id, newest));
	const found = rows.find(({ document }) => groupsNamed(policyDocumentSchema.parse(document)).includes(group));
	return found ? `${found.environment} in ${found.project}` : null;
}
