// Rules
// 1. What isn't granted here is denied.
// 2. Reviewing and deploying are apart from contributing: a contributor neither approves nor moves traffic.
// 3. An administrator manages people, tokens and policies, and is bound by separation of duties like anybody else.
// 4. Breaking the glass in an emergency is a role of its own, which no other role brings along.
// 5. An auditor reads everything, the audit log included, and changes nothing.

export const ROLES = ['viewer', 'contributor', 'reviewer', 'deployer', 'auditor', 'admin', 'breakglass'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
	'project:read',
	'project:create',
	'project:delete',
	'run:read',
	'run:write',
	'run:start',
	'run:cancel',
	'dataset:read',
	'dataset:write',
	'model:read',
	'model:write',
	'change:read',
	'change:open',
	'change:comment',
	'change:review',
	'change:waive',
	'change:break-glass',
	'policy:read',
	'policy:write',
	'recall:make',
	'recall:lift',
	'endpoint:read',
	'endpoint:create',
	'endpoint:invoke',
	'endpoint:label',
	'endpoint:rollback',
	'endpoint:operate',
	'monitor:read',
	'monitor:run',
	'member:read',
	'member:write',
	'token:read',
	'token:write',
	'audit:read',
	'audit:erase',
	'agent:work',
	'serving:sync',
	'status:write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const VIEW: Permission[] = [
	'project:read',
	'run:read',
	'dataset:read',
	'model:read',
	'change:read',
	'policy:read',
	'endpoint:read',
	'monitor:read',
	'member:read',
];
const OWN_TOKENS: Permission[] = ['token:read', 'token:write'];

/** Role -> permissions; the one table that server, browser and the members page read. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
	viewer: [...VIEW, ...OWN_TOKENS],
	contributor: [
		...VIEW,
		...OWN_TOKENS,
		'project:create',
		'run:write',
		'run:start',
		'run:cancel',
		'dataset:write',
		'model:write',
		'change:open',
		'change:comment',
		'recall:make',
		'endpoint:invoke',
		'endpoint:label',
		'monitor:run',
	],
	reviewer: [...VIEW, ...OWN_TOKENS, 'change:comment', 'change:review', 'change:waive', 'recall:make', 'recall:lift'],
	deployer: [
		...VIEW,
		...OWN_TOKENS,
		'change:comment',
		'recall:make',
		'endpoint:create',
		'endpoint:invoke',
		'endpoint:label',
		'endpoint:rollback',
		'endpoint:operate',
		'monitor:run',
	],
	auditor: [...VIEW, ...OWN_TOKENS, 'audit:read'],
	admin: [
		...VIEW,
		...OWN_TOKENS,
		'project:create',
		'project:delete',
		'change:comment',
		'change:waive',
		'recall:make',
		'recall:lift',
		'policy:write',
		'endpoint:create',
		'endpoint:rollback',
		'endpoint:operate',
		'member:write',
		'audit:read',
		'audit:erase',
	],
	breakglass: [...VIEW, ...OWN_TOKENS, 'change:comment', 'change:break-glass'],
};

/** Every permission that at least one of the roles grants. */
export function permissionsOf(roles: readonly Role[]): Set<Permission> {
	return new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
}

/** The roles that grant a permission, for "who can do this" sentences. */
export function rolesWith(permission: Permission): Role[] {
	return ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
}
