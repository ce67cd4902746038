import { can, type Permission, type Place } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { denialsOf } from '../audit/record-denial.ts';
import type { ServiceContext } from './context.ts';

export interface Target {
	kind: string;
	id: string;
	name?: string;
}

/**
 * The one door: throws unless the actor has the permission on the loaded row.
 * What the actor may not know of answers `unknown`, the error an unknown id gets; both kinds of refusal are audited by `transact`.
 */
export function authorize(ctx: ServiceContext, permission: Permission, row: Place, target: Target, unknown = notFound(target)): void {
	const decision = can(ctx.actor, permission, row);
	if (decision.allowed) return;
	const refusal = decision.unseen
		? unknown
		: new DomainError('forbidden', `${target.kind} ${target.name ?? target.id}: ${decision.reason}`, { reason: 'permission' });
	throw denied(refusal, { action: permission, place: row, target, reason: decision.reason });
}

/** Refuses by a rule other than a role (such as separation of duties); the audit log gets the rule's sentence. */
export function deny(action: string, place: Place, target: Target, sentence: string, reason: string): never {
	throw denied(new DomainError('forbidden', sentence, { reason }), { action, place, target, reason: sentence });
}

/** Refuses by a rule with an answer of its own, such as the one that an unknown id gets or a conflict; the audit log gets the rule's sentence. */
export function denyWith(answer: DomainError, denial: { action: string; place: Place; target: Target; reason: string }): never {
	throw denied(answer, denial);
}

function notFound(target: Target): DomainError {
	return new DomainError('not-found', `${target.kind} not found`, { field: target.kind, value: target.name ?? target.id });
}

function denied(error: DomainError, denial: { action: string; place: Place; target: Target; reason: string }): DomainError {
	denialsOf.set(error, denial);
	return error;
}
