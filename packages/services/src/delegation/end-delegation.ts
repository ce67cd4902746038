import { and, eq } from 'drizzle-orm';
import { delegation, person } from '@interlock/db/tables';
import { can } from '@interlock/domain/access';
import { type EndDelegationInput, endDelegationInput } from '@interlock/domain/delegation';
import { DomainError, parseInput } from '@interlock/domain/error';
import { deny, loadOrganization, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

/** Ends a delegation at once: whoever is away, whoever stands in, or somebody who manages members. Ended already: nothing happens. */
export async function endDelegation(ctx: ServiceContext, input: EndDelegationInput): Promise<void> {
	const wanted = parseInput(endDelegationInput, input);
	await transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, wanted.org, 'member:read');
		const [row] = await tx
			.select({ d: delegation, name: person.name })
			.from(delegation)
			.innerJoin(person, eq(person.id, delegation.toUserId))
			.where(and(eq(delegation.orgId, org.id), eq(delegation.id, wanted.id)))
			.for('update', { of: delegation });
		if (!row) throw new DomainError('not-found', 'delegation not found', { field: 'id', value: wanted.id });
		const { d } = row;
		const target = { kind: 'delegation', id: d.id, name: row.name };
		const own = ctx.actor.kind === 'user' && (ctx.actor.userId === d.fromUserId || ctx.actor.userId === d.toUserId);
		if (!own && !can(ctx.actor, 'member:write', { orgId: org.id }).allowed)
			deny('delegation.ended', { orgId: org.id }, target, 'Only the two people it is about and who manages members end it.', 'not-yours');
		if (d.endedAt) return;
		await tx.update(delegation).set({ endedAt: ctx.now() }).where(eq(delegation.id, d.id));
		await recordAudit(tx, ctx, { action: 'delegation.ended', orgId: org.id, projectId: d.projectId, target, before: { until: d.endsAt } });
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'delegation.ended', data: { id: d.id } });
	});
}
