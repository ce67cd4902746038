import { Command } from 'commander';
import { command } from '../command.ts';
import { readSuite } from './read-suite.ts';

interface Suites {
	suites: { name: string; version: number; digest: string; cases: number }[];
}

export const suiteCommand = new Command('suite')
	.description('Behaviour suites: what a model must do whatever its metrics are')
	.addCommand(
		command('push', 'Push a behaviour suite as the next version of its name', async ({ rest, projectPath, print }, [first = '', second]) => {
			const { name, document } = second === undefined ? readSuite(first) : readSuite(second, first);
			const made = await rest.post<{ version: number; digest: string }>(`${projectPath()}/suites/${encodeURIComponent(name)}/versions`, document);
			print(made, ({ version, digest }) => `${name} v${version} ${digest}`);
		})
			.usage('[name] <file> [options]')
			.argument('<name or file>', 'name of the suite, as a policy asks for it; without one it is called as its file')
			.argument('[file]', 'YAML or JSON: {"v": 1, "cases": [...]}'),
	)
	.addCommand(
		command('list', 'Suites of a project', async ({ rest, projectPath, print }) => {
			print(await rest.get<Suites>(`${projectPath()}/suites`), ({ suites }) =>
				suites.map((suite) => `${suite.name} v${suite.version} ${suite.cases} cases ${suite.digest.slice(0, 8)}`).join('\n'),
			);
		}),
	);
