import type { Acting } from '@interlock/domain/delegation';
import type { ServiceContext } from '../access/index.ts';

/** The context of somebody who stands in for others: a person's rights here are those of the roles they act with. Else the same context. */
export function actingContext(ctx: ServiceContext, orgId: string, acting: Acting | undefined): ServiceContext {
	const { actor } = ctx;
	if (!acting || acting.standsFor.length === 0 || actor.kind !== 'user' || actor.userId !== acting.userId) return ctx;
	const memberships = actor.memberships.map((one) => (one.orgId === orgId ? { ...one, roles: [...acting.roles] } : one));
	return { ...ctx, actor: { ...actor, memberships } };
}
