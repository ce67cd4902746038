import type { Permission } from '@interlock/domain/access';

/** What tokens are usually made for, each with the scopes it needs. */
export const PRESETS = [
	{ key: 'track', title: 'Log runs and models', scopes: ['project:read', 'run:read', 'run:write', 'dataset:read', 'model:read', 'model:write'] },
	{
		key: 'automate',
		title: 'Train and propose',
		scopes: [
			'project:read',
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
			'endpoint:read',
		],
	},
	{ key: 'predict', title: 'Ask for predictions', scopes: ['endpoint:invoke', 'endpoint:label'] },
	{
		key: 'read',
		title: 'Read only',
		scopes: ['project:read', 'run:read', 'dataset:read', 'model:read', 'change:read', 'policy:read', 'endpoint:read', 'monitor:read'],
	},
] as const satisfies readonly { key: string; title: string; scopes: readonly Permission[] }[];

/** A preset's scopes that the maker has themselves. */
export function presetOf(key: (typeof PRESETS)[number]['key'], permissions: readonly Permission[]): Permission[] {
	const scopes: readonly Permission[] = PRESETS.find((preset) => preset.key === key)?.scopes ?? [];
	return scopes.filter((scope) => permissions.includes(scope));
}
