import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, contributor, endpoint, membership, person } from '@interlock/db/tables';
import { permissionsOf, personOf } from '@interlock/domain/access';
import { deny, type LoadedProject, type ServiceContext } from '../access/index.ts';

/** People beside the actor who may edit policies, by name: who can approve an edit of theirs. */
export async function otherPolicyWriters(tx: Tx, ctx: ServiceContext, orgId: string): Promise<string[]> {
	const rows = await tx
		.select({ userId: person.id, name: person.name, roles: membership.roles })
		.from(membership)
		.innerJoin(person, eq(person.id, membership.userId))
		.where(and(eq(membership.orgId, orgId), isNull(person.disabledAt)))
		.orderBy(asc(person.name));
	return rows.filter(({ userId, roles }) => userId !== personOf(ctx.actor) && permissionsOf(roles).has('policy:write')).map(({ name }) => name);
}

/** R7: whoever opened a change that is open, or pushed a revision of it, doesn't touch the policy that binds it. */
export async function refuseAuthorOfOpenChange(tx: Tx, ctx: ServiceContext, place: LoadedProject, environment: { id: string; name: string }): Promise<void> {
	const userId = personOf(ctx.actor);
	if (userId === null) return;
	const [own] = await tx
		.select({ number: change.number })
		.from(change)
		.innerJoin(endpoint, eq(endpoint.id, change.endpointId))
		.innerJoin(contributor, eq(contributor.changeId, change.id))
		.where(
			and(
				eq(endpoint.environmentId, environment.id),
				inArray(change.state, ['draft', 'in-review']),
				eq(contributor.userId, userId),
				inArray(contributor.because, ['opened it', 'pushed a revision', 'owns the service account']),
			),
		)
		.orderBy(asc(change.number))
		.limit(1);
	if (!own) return;
	const sentence = `You are an author of change #${own.number}, which is open and bound by the policy of ${environment.name}; its author can't change it.`;
	deny('policy.updated', place, { kind: 'environment', id: environment.id, name: environment.name }, sentence, 'author-of-open-change');
}
