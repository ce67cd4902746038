import { type Permission, ROLE_PERMISSIONS, ROLES, type Role } from '@interlock/domain/access';

export const ROLE_TITLES: Record<Role, string> = {
	viewer: 'Viewer',
	contributor: 'Contributor',
	reviewer: 'Reviewer',
	deployer: 'Deployer',
	auditor: 'Auditor',
	admin: 'Admin',
	breakglass: 'Break-glass',
};

/** For narrow column heads. */
export const ROLE_SHORT: Record<Role, string> = { ...ROLE_TITLES, contributor: 'Contrib.', breakglass: 'Emerg.' };

interface RoleRow {
	key: string;
	title: string;
	grants: Record<Role, boolean | string>;
}

const ROWS: readonly { title: string; permission: Permission; note?: Partial<Record<Role, string>> }[] = [
	{ title: 'See runs and models', permission: 'run:read' },
	{ title: 'Start and stop runs', permission: 'run:start' },
	{ title: 'Push datasets', permission: 'dataset:write' },
	{ title: 'Open changes', permission: 'change:open' },
	{ title: 'Comment on changes', permission: 'change:comment' },
	{ title: 'Approve changes', permission: 'change:review', note: { reviewer: 'not own' } },
	{ title: 'Break the glass', permission: 'change:break-glass', note: { breakglass: 'by two' } },
	{ title: 'Make endpoints', permission: 'endpoint:create' },
	{ title: 'Move traffic', permission: 'endpoint:rollback' },
	{ title: 'Ask for predictions', permission: 'endpoint:invoke' },
	{ title: 'Read audit log', permission: 'audit:read' },
	{ title: 'Erase personal data', permission: 'audit:erase' },
	{ title: 'Edit policies', permission: 'policy:write' },
	{ title: 'Manage members', permission: 'member:write' },
];

/** The matrix of the members page, read from the table that the server enforces. */
export function roleRows(): RoleRow[] {
	return ROWS.map(({ title, permission, note }) => ({
		key: permission,
		title,
		grants: Object.fromEntries(ROLES.map((role) => [role, ROLE_PERMISSIONS[role].includes(permission) ? (note?.[role] ?? true) : false])) as Record<
			Role,
			boolean | string
		>,
	}));
}
