import { Command } from 'commander';
import { collect, command, wholeNumber } from '../command.ts';

const AUTOMATION_SCOPES = [
	'project:read',
	'project:create',
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
	'policy:read',
	'endpoint:read',
	'endpoint:create',
	'endpoint:invoke',
	'endpoint:label',
	'endpoint:rollback',
	'endpoint:operate',
	'monitor:read',
	'monitor:run',
	'member:read',
	'audit:read',
	'project:delete',
];

export const tokenCommand = new Command('token').description('API tokens').addCommand(
	command('create', 'Make an API token; it is printed this once', async ({ rest, org, print }, [name = 'cli'], options) => {
		const body = {
			org,
			name,
			scopes: options.scope ?? AUTOMATION_SCOPES,
			...(options.project ? { projects: [String(options.project).split('/').at(-1)] } : {}),
			...(options.days ? { days: options.days } : {}),
			...(options.serviceAccount ? { serviceAccount: options.serviceAccount } : {}),
		};
		print(await rest.post<{ id: string; token: string; expiresAtMs: number }>('/tokens', body), (t) => t.token);
	})
		.argument('[name]', 'what it is for')
		.option('-s, --scope <scope>', 'a scope such as run:write; several times; default: what automation needs', collect)
		.option('--days <days>', 'days until it expires (1 to 366, default 90)', wholeNumber)
		.option('--service-account <name>', 'act as this service account'),
);
