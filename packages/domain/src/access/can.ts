import type { Actor } from './actor.ts';
import { type Permission, permissionsOf, rolesWith } from './permission.ts';

export interface Place {
	orgId: string;
	/** Absent for what belongs to the organization itself. */
	projectId?: string | null;
}

export type AccessDecision =
	| { allowed: true }
	/** `unseen`: the actor may not know that the row exists; answer like an unknown id. */
	| { allowed: false; unseen: boolean; reason: string };

/**
 * May this actor do this at this place? Pure, denied by default; the same answer enforces on the server and explains in the browser.
 * A token has the intersection of its scopes and its owner's roles now; a process may act within its organization.
 */
export function can(actor: Actor, permission: Permission, place: Place): AccessDecision {
	switch (actor.kind) {
		case 'user': {
			const membership = actor.memberships.find((m) => m.orgId === place.orgId);
			if (!membership) return unseen();
			return permissionsOf(membership.roles).has(permission) ? ALLOWED : lacks(permission);
		}
		case 'token': {
			if (actor.orgId !== place.orgId) return unseen();
			if (place.projectId && actor.projectIds && !actor.projectIds.includes(place.projectId)) return unseen();
			if (!place.projectId && actor.projectIds && !ORGANIZATION_READS.has(permission)) return outOfScope(permission);
			if (!actor.scopes.includes(permission)) return outOfScope(permission);
			if (actor.run) return ALLOWED;
			return permissionsOf(actor.roles).has(permission) ? ALLOWED : lacks(permission);
		}
		case 'process':
			return actor.orgId === place.orgId ? ALLOWED : unseen();
		case 'system':
			return actor.scopes.includes(permission) ? ALLOWED : outOfScope(permission);
	}
}

const ALLOWED = { allowed: true } as const;
const ORGANIZATION_READS = new Set<Permission>(['project:read', 'member:read']);

function unseen(): AccessDecision {
	return { allowed: false, unseen: true, reason: 'not a member of this organization or project' };
}

function lacks(permission: Permission): AccessDecision {
	const roles = rolesWith(permission).join(' or ');
	return { allowed: false, unseen: false, reason: `"${permission}" needs the role ${roles || 'of the instance itself'}` };
}

function outOfScope(permission: Permission): AccessDecision {
	return { allowed: false, unseen: false, reason: `the token lacks the scope "${permission}"` };
}
