import { can, type Permission } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { denialsOf } from '../audit/record-denial.ts';
import type { ServiceContext } from './context.ts';

/**
 * Lets only a part of this instance do what belongs to no organization. Throws `forbidden` with the sentence; the refusal is told to
 * the caller's own organization, where there is one.
 */
export function requirePart(ctx: ServiceContext, permission: Permission, sentence: string): void {
	const { actor } = ctx;
	if (actor.kind === 'system' && can(actor, permission, { orgId: 'instance' }).allowed) return;
	const refusal = new DomainError('forbidden', sentence, { reason: 'permission' });
	const orgId = actor.kind === 'user' ? actor.memberships[0]?.orgId : actor.kind === 'system' ? undefined : actor.orgId;
	if (orgId) denialsOf.set(refusal, { action: permission, place: { orgId }, target: { kind: 'instance', id: 'instance' }, reason: sentence });
	throw refusal;
}
