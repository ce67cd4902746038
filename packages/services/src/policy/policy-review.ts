import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, contributor, endpoint, membership, person } from '@interlock/db/tables';
import { permissionsOf, personOf } from '@interlock/domain/access';
import { deny, type LoadedProject, type ServiceContext } from '../access/index.ts';

type Environment = { id: string; name: string };

/** People of an organization who may edit policies, by name. */
async function policyWriters(tx: Tx, orgId: string): Promise<{ userId: string; name: string }[]> {
	const rows = await tx
		.select({ userId: person.id, name: person.name, roles: membership.roles })
		.from(membership)
		.innerJoin(person, eq(person.id, membership.userId))
		.where(and(eq(membership.orgId, orgId), isNull(person.disabledAt)))
		.orderBy(asc(person.name), asc(person.id));
	return rows.filter(({ roles }) => permissionsOf(roles).has('policy:write')).map(({ userId, name }) => ({ userId, name }));
}

/** People beside the actor who may edit policies, by name: who reviews an edit of theirs. */
export async function otherPolicyWriters(tx: Tx, ctx: ServiceContext, orgId: string): Promise<string[]> {
	return (await policyWriters(tx, orgId)).filter(({ userId }) => userId !== personOf(ctx.actor)).map(({ name }) => name);
}

/** Who may approve a proposal now, by name: whoever may edit policies, didn't propose it and isn't the author of an open change that it would bind. */
export async function approversOf(tx: Tx, orgId: string, environmentId: string, proposedBy: string | null): Promise<{ userId: string; name: string }[]> {
	const authors = (await authorsOfOpenChanges(tx, [environmentId])).get(environmentId);
	return (await policyWriters(tx, orgId)).filter(({ userId }) => userId !== proposedBy && !authors?.has(userId));
}

/** R7: why somebody may not touch the policy of an environment, as a sentence; null where they may. Whoever opened a change that is open, or pushed a revision of it, doesn't touch the policy that binds it. */
export async function whyAuthorMayNot(tx: Tx, userId: string | null, environment: Environment): Promise<string | null> {
	const number = userId === null ? undefined : (await authorsOfOpenChanges(tx, [environment.id])).get(environment.id)?.get(userId);
	if (number === undefined) return null;
	return `You are an author of change #${number}, which is open and bound by the policy of ${environment.name}; its author can't change it.`;
}

/** Throws `forbidden` with the sentence of `whyAuthorMayNot`. */
export async function refuseAuthorOfOpenChange(tx: Tx, ctx: ServiceContext, place: LoadedProject, environment: Environment): Promise<void> {
	const barred = await whyAuthorMayNot(tx, personOf(ctx.actor), environment);
	if (barred) deny('policy.updated', place, { kind: 'environment', id: environment.id, name: environment.name }, barred, 'author-of-open-change');
}

/** Authors of open changes that the policy of each of some environments binds, each with the number of their first one. */
export async function authorsOfOpenChanges(tx: Tx, environmentIds: readonly string[]): Promise<Map<string, Map<string, number>>> {
	if (environmentIds.length === 0) return new Map();
	const rows = await tx
		.select({ environmentId: endpoint.environmentId, userId: contributor.userId, number: change.number })
		.from(change)
		.innerJoin(endpoint, eq(endpoint.id, change.endpointId))
		.innerJoin(contributor, eq(contributor.changeId, change.id))
		.where(
			and(
				inArray(endpoint.environmentId, [...environmentIds]),
				inArray(change.state, ['draft', 'in-review']),
				inArray(contributor.because, ['opened it', 'pushed a revision', 'owns the service account']),
			),
		)
		.orderBy(asc(change.number));
	const authors = new Map(environmentIds.map((id): [string, Map<string, number>] => [id, new Map()]));
	for (const { environmentId, userId, number } of rows) {
		const first = authors.get(environmentId);
		if (first && !first.has(userId)) first.set(userId, number);
	}
	return authors;
}
