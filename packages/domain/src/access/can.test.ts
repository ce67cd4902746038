import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Actor, can, type Permission, PERMISSIONS, permissionsOf, type Role, ROLE_PERMISSIONS, ROLES, type TokenActor, type UserActor } from './index.ts';

const ORG = 'org-1';
const place = { orgId: ORG, projectId: 'project-1' };

function user(roles: Role[], orgId = ORG): UserActor {
	return { kind: 'user', userId: 'u', sessionId: 's', name: 'U', email: 'u@example.test', memberships: [{ orgId, roles }] };
}

function token(given: Partial<TokenActor>): TokenActor {
	return {
		kind: 'token',
		tokenId: 't',
		tokenKind: 'pat',
		name: 'T',
		orgId: ORG,
		projectIds: null,
		ownerUserId: 'u',
		serviceAccountId: null,
		scopes: [...PERMISSIONS],
		roles: ['admin'],
		...given,
	};
}

const roleSets = fc.subarray([...ROLES]);
const scopeSets = fc.subarray([...PERMISSIONS]);
const permission = fc.constantFrom(...PERMISSIONS);

describe('what a role grants', () => {
	test.each<[Role, Permission[]]>([
		['contributor', ['change:review', 'endpoint:rollback', 'endpoint:operate', 'member:write', 'policy:write', 'audit:read', 'project:delete']],
		['reviewer', ['run:write', 'change:open', 'endpoint:operate', 'endpoint:rollback', 'member:write', 'policy:write', 'audit:read']],
		['deployer', ['change:review', 'change:open', 'run:write', 'member:write', 'policy:write', 'audit:read']],
		['admin', ['change:review', 'change:open', 'run:write', 'endpoint:invoke']],
	])('%s alone can neither do what another role is there for', (role, never) => {
		expect(never.filter((p) => ROLE_PERMISSIONS[role].includes(p))).toEqual([]);
	});

	test.each<Role>(['viewer', 'auditor'])('%s changes nothing but their own tokens', (role) => {
		const changing = ROLE_PERMISSIONS[role].filter((p) => !p.endsWith(':read') && p !== 'token:write');
		expect(changing).toEqual([]);
	});

	test.each<Permission>(['agent:work', 'serving:sync', 'status:write'])('%s belongs to parts of the instance, to no role', (p) => {
		expect(ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(p))).toEqual([]);
	});

	test('only an auditor and an administrator read the audit log', () => {
		expect(ROLES.filter((role) => ROLE_PERMISSIONS[role].includes('audit:read'))).toEqual(['auditor', 'admin']);
	});
});

describe('can', () => {
	test('a person has exactly what their roles grant together, and the refusal names the roles that have it', () => {
		fc.assert(
			fc.property(roleSets, permission, (roles, wanted) => {
				const decision = can(user(roles), wanted, place);
				expect(decision.allowed).toBe(permissionsOf(roles).has(wanted));
				if (!decision.allowed) {
					expect(decision.unseen).toBe(false);
					expect(decision.reason).toContain(ROLES.find((r) => ROLE_PERMISSIONS[r].includes(wanted)) ?? 'the instance itself');
				}
			}),
		);
	});

	test('whatever somebody is elsewhere, here they may not even know that a row exists', () => {
		const strangers: Actor[] = [user([...ROLES], 'org-2'), token({ orgId: 'org-2' }), { kind: 'process', process: 'run', workflowId: 'run/1', orgId: 'org-2' }];
		for (const stranger of strangers) {
			for (const wanted of PERMISSIONS) expect(can(stranger, wanted, place)).toMatchObject({ allowed: false, unseen: true });
		}
	});

	test("a token has the intersection of its scopes with its owner's roles, never more", () => {
		fc.assert(
			fc.property(roleSets, scopeSets, permission, (roles, scopes, wanted) => {
				expect(can(token({ roles, scopes }), wanted, place).allowed).toBe(scopes.includes(wanted) && permissionsOf(roles).has(wanted));
			}),
		);
	});

	test('a token bound to projects sees no other project', () => {
		fc.assert(
			fc.property(permission, fc.subarray(['project-2', 'project-3']), (wanted, projectIds) => {
				expect(can(token({ projectIds }), wanted, place)).toMatchObject({ allowed: false, unseen: true });
			}),
		);
	});

	test('a token bound to projects does nothing to the organization but read its projects and members', () => {
		const bound = token({ projectIds: ['project-1'] });
		const possible = PERMISSIONS.filter((p) => can(bound, p, { orgId: ORG }).allowed);
		expect(possible).toEqual(['project:read', 'member:read']);
	});

	test('a run token has its scopes whatever roles its owner has now, and only in its project', () => {
		const run = token({
			tokenKind: 'wrk',
			roles: [],
			scopes: ['run:write'],
			projectIds: ['project-1'],
			run: { runId: 'r', projectId: 'project-1', modelName: null },
		});
		expect(PERMISSIONS.filter((p) => can(run, p, place).allowed)).toEqual(['run:write']);
		expect(can(run, 'run:write', { orgId: ORG, projectId: 'project-2' })).toMatchObject({ allowed: false, unseen: true });
	});

	test('a part of the instance has what it was given and nothing else, in every organization', () => {
		const agent: Actor = { kind: 'system', part: 'agent', scopes: ['agent:work'] };
		expect(PERMISSIONS.filter((p) => can(agent, p, place).allowed)).toEqual(['agent:work']);
	});

	test('nobody is allowed anything by an empty list: no role, no scope, no project', () => {
		for (const wanted of PERMISSIONS) {
			expect(can(user([]), wanted, place).allowed).toBe(false);
			expect(can(token({ scopes: [] }), wanted, place).allowed).toBe(false);
			expect(can(token({ projectIds: [] }), wanted, place).allowed).toBe(false);
			expect(can({ kind: 'system', part: 'anonymous', scopes: [] }, wanted, place).allowed).toBe(false);
		}
	});
});
