import { Command } from 'commander';
import { command, wholeNumber } from '../command.ts';

export const endpointCommand = new Command('endpoint')
	.description('Endpoints')
	.addCommand(
		command('status', 'What an endpoint serves', async ({ rest, projectPath, print }, [name = '']) => {
			print(await rest.get<Record<string, unknown>>(`${projectPath()}/endpoints/${name}`), (e) => JSON.stringify(e, null, 2));
		}).argument('<name>', 'endpoint'),
	)
	.addCommand(
		command('rollback', 'Roll back to the version before, at once', async ({ rest, projectPath, print }, [name = ''], options) => {
			print(
				await rest.post(`${projectPath()}/endpoints/${name}/rollback`, { reason: options.reason ?? '', ...(options.to ? { to: options.to } : {}) }),
				() => `${name}: rolled back`,
			);
		})
			.argument('<name>', 'endpoint')
			.requiredOption('-r, --reason <text>', 'why; becomes history')
			.option('--to <n>', 'the version to go back to, if not the one before; approved here within 90 days', wholeNumber),
	);
