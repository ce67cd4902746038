import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { delegation, environment, membership, person } from '@interlock/db/tables';
import { type CreateDelegationInput, createDelegationInput } from '@interlock/domain/delegation';
import { DomainError, parseInput } from '@interlock/domain/error';
import { authorize, deny, loadOrganization, loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

/**
 * Lets another member vote for the caller while they are away. Errors: `forbidden` for whoever may not review, and for tokens;
 * `not-found` for an unknown person or environment; `invalid` for oneself or a time that is over; `conflict` where somebody stands in
 * already.
 */
export async function createDelegation(ctx: ServiceContext, input: CreateDelegationInput): Promise<{ id: string }> {
	const wanted = parseInput(createDelegationInput, input);
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, wanted.org, 'member:read');
		const project = wanted.project === undefined ? null : await loadProject(tx, ctx, { org: wanted.org, project: wanted.project }, 'change:read');
		const place = { orgId: org.id, projectId: project?.projectId ?? null };
		authorize(ctx, 'change:review', place, { kind: 'organization', id: org.id, name: org.slug });
		const { actor } = ctx;
		if (actor.kind !== 'user')
			return deny('delegation.created', place, { kind: 'person', id: wanted.to }, 'Only a person in a browser lets somebody vote for them.', 'not-a-person');
		if (wanted.to === actor.userId) throw new DomainError('invalid', 'to: must be somebody else', { field: 'to', value: wanted.to });
		if (wanted.untilMs <= ctx.now().getTime())
			throw new DomainError('invalid', 'untilMs: must be in the future', { field: 'untilMs', value: wanted.untilMs, limit: String(ctx.now().getTime()) });
		const environmentId = project && wanted.environment !== undefined ? await environmentOf(tx, project.projectId, wanted.environment) : null;
		const delegate = await memberOf(tx, org.id, wanted.to);
		// Two that are made at once must see each other.
		await tx.select({ id: membership.id }).from(membership).where(memberIs(org.id, actor.userId)).for('update');
		await refuseSecond(tx, { orgId: org.id, fromUserId: actor.userId, startsAt: new Date(wanted.fromMs), endsAt: new Date(wanted.untilMs) });
		const [row] = await tx
			.insert(delegation)
			.values({
				...place,
				environmentId,
				fromUserId: actor.userId,
				toUserId: wanted.to,
				startsAt: new Date(wanted.fromMs),
				endsAt: new Date(wanted.untilMs),
				reason: wanted.reason,
				createdAt: ctx.now(),
			})
			.returning();
		if (!row) throw new Error('no delegation');
		await recordAudit(tx, ctx, {
			action: 'delegation.created',
			...place,
			target: { kind: 'delegation', id: row.id, name: `${delegate.name} for ${actor.name}` },
			reason: wanted.reason || undefined,
			after: { to: wanted.to, from: row.startsAt, until: row.endsAt, project: wanted.project ?? null, environment: wanted.environment ?? null },
		});
		await publishEvent(tx, { orgId: org.id, projectId: null, channel: `org/${org.id}`, type: 'delegation.created', data: { id: row.id } });
		return { id: row.id };
	});
}

const memberIs = (orgId: string, userId: string) => and(eq(membership.orgId, orgId), eq(membership.userId, userId));

async function memberOf(tx: Tx, orgId: string, userId: string): Promise<{ name: string }> {
	const [row] = await tx
		.select({ name: person.name })
		.from(membership)
		.innerJoin(person, eq(person.id, membership.userId))
		.where(and(memberIs(orgId, userId), isNull(person.disabledAt)));
	if (!row) throw new DomainError('not-found', 'to: member not found', { field: 'to', value: userId });
	return row;
}

async function environmentOf(tx: Tx, projectId: string, name: string): Promise<string> {
	const [row] = await tx
		.select({ id: environment.id })
		.from(environment)
		.where(and(eq(environment.projectId, projectId), eq(environment.name, name)));
	if (!row) throw new DomainError('not-found', 'environment not found', { field: 'environment', value: name });
	return row.id;
}

async function refuseSecond(tx: Tx, wanted: { orgId: string; fromUserId: string; startsAt: Date; endsAt: Date }): Promise<void> {
	const [other] = await tx
		.select({ endsAt: delegation.endsAt })
		.from(delegation)
		.where(
			and(
				eq(delegation.orgId, wanted.orgId),
				eq(delegation.fromUserId, wanted.fromUserId),
				isNull(delegation.endedAt),
				lt(delegation.startsAt, wanted.endsAt),
				gt(delegation.endsAt, wanted.startsAt),
			),
		);
	if (other)
		throw new DomainError('conflict', 'fromMs: somebody stands in for you in that time already; end that first', {
			field: 'fromMs',
			value: wanted.startsAt.getTime(),
			limit: other.endsAt.toISOString(),
			reason: 'overlaps',
		});
}
