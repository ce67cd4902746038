import { can } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { authorize, type ServiceContext } from '../access/index.ts';

/** What an inference server's token reaches: one organization, or with null the whole instance. */
export interface ServingReach {
	orgId: string | null;
}

/** Lets only who has `serving:sync` sync with the route table. The instance's own server reaches every organization, a token only its own. */
export function authorizeServing(ctx: ServiceContext): ServingReach {
	const { actor } = ctx;
	const orgId = actor.kind === 'token' || actor.kind === 'process' ? actor.orgId : actor.kind === 'user' ? (actor.memberships[0]?.orgId ?? null) : null;
	if (orgId) {
		authorize(ctx, 'serving:sync', { orgId }, { kind: 'serving', id: 'routes' });
		return { orgId };
	}
	if (!can(actor, 'serving:sync', { orgId: 'instance' }).allowed)
		throw new DomainError('forbidden', 'serving: only an inference server syncs its routes', { reason: 'permission' });
	return { orgId: null };
}
