import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { command } from '../command.ts';

interface Suites {
	suites: { name: string; version: number; digest: string; cases: number }[];
}

export const suiteCommand = new Command('suite')
	.description('Behaviour suites: what a model must do whatever its metrics are')
	.addCommand(
		command('push', 'Push a behaviour suite as the next version of its name', async ({ rest, projectPath, print }, [name = '', file = '']) => {
			const document: unknown = JSON.parse(await readFile(file, 'utf8'));
			const made = await rest.post<{ version: number; digest: string }>(`${projectPath()}/suites/${encodeURIComponent(name)}/versions`, document);
			print(made, ({ version, digest }) => `${name} v${version} ${digest}`);
		})
			.argument('<name>', 'name of the suite, as a policy asks for it')
			.argument('<file>', 'JSON: {"v": 1, "cases": [...]}'),
	)
	.addCommand(
		command('list', 'Suites of a project', async ({ rest, projectPath, print }) => {
			print(await rest.get<Suites>(`${projectPath()}/suites`), ({ suites }) =>
				suites.map((suite) => `${suite.name} v${suite.version} ${suite.cases} cases ${suite.digest.slice(0, 8)}`).join('\n'),
			);
		}),
	);
