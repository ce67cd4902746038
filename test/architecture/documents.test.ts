import { expect, test } from 'vitest';
import { missingPaths, undrawnFolders, unexplainedVariables, unknownCommands, unknownRoutes } from './documents.ts';
import { plant, ROOT } from './tree.ts';

test('every path that a document names exists', () => {
	expect(missingPaths(ROOT)).toEqual([]);
});

test('every folder of the house is drawn', () => {
	expect(undrawnFolders(ROOT)).toEqual([]);
});

test('every command and option that a document names exists', () => {
	expect(unknownCommands(ROOT)).toEqual([]);
});

test('every REST route that a document names exists', () => {
	expect(unknownRoutes(ROOT)).toEqual([]);
});

test('every variable that is read is explained, and every explained one is read', () => {
	expect(unexplainedVariables(ROOT)).toEqual([]);
});

test('a path, a link, a picture and a drawn folder that are not there are found', () => {
	const text =
		'See `packages/domain/src/run.ts`, `packages/<noun>/src/*.ts`, `GLOSSARY.md`, [this](docs/a.md) and ![that](docs/b.png).\n```\napps/\n  web/   pages\ntest/  e2e\n```\n';
	const there = {
		'README.md': text,
		'packages/domain/src/run.ts': '',
		'GLOSSARY.md': '',
		'docs/a.md': '',
		'docs/b.png': '',
		'apps/web/a.ts': '',
		'test/e2e/a.ts': '',
	};
	expect(missingPaths(plant(there))).toEqual([]);
	for (const path of Object.keys(there).slice(1)) {
		const { [path as keyof typeof there]: _gone, ...rest } = there;
		const named = path.replace(/\/a\.ts$/, '');
		expect(missingPaths(plant(rest))).toContain(`README.md: names ${named}, which isn't there`);
	}
});

test('a folder that is not drawn is found', () => {
	const root = plant({ 'ARCHITECTURE.md': '```\npackages/\n  domain/  rules\n```\n', 'packages/domain/a.ts': '', 'packages/utils/a.ts': '' });
	expect(undrawnFolders(root)).toEqual(["ARCHITECTURE.md: doesn't draw packages/utils"]);
});

const CLI =
	"export const changeCommand = new Command('change').addCommand(command('open', 'x', act).option('--title <t>', 'x'));\nexport const statusCommand = command('status', 'x', act).option('--json', 'x');\n";
const commands = (text: string) =>
	unknownCommands(
		plant({
			'README.md': text,
			'package.json': '{ "scripts": { "start": "x", "verify": "x", "interlock": "x" } }',
			'packages/cli/src/commands/change.ts': CLI,
		}),
	);

test('a script, a command and an option that do not exist are found', () => {
	expect(commands('`npm start`, `npm run verify`, `npm run -s interlock -- --help`')).toEqual([]);
	expect(commands('npm run crash')).toEqual(['README.md: npm run crash is no script of package.json']);
	expect(commands('`interlock change open delay --title "x"`, `interlock status --json`')).toEqual([]);
	expect(commands('`interlock change approve 3`')).toEqual([expect.stringContaining('"change approve"')]);
	expect(commands('`interlock open`')).toEqual([expect.stringContaining('"open"')]);
	expect(commands('`interlock status --verbose`')).toEqual([expect.stringContaining('"--verbose"')]);
});

test('a REST route that does not exist is found', () => {
	const named = (path: string) =>
		unknownRoutes(plant({ 'README.md': `\`POST ${path}\``, 'apps/server/src/rest/runs.ts': "route({ path: '/projects/{org}/{project}/runs' });" }));
	expect(named('/api/v1/projects/a/<project>/runs')).toEqual([]);
	expect(named('/api/v1/openapi.json')).toEqual([]);
	expect(named('/api/v1/projects/{org}/{project}/jobs')).toEqual([expect.stringContaining('is no route')]);
});

test('a variable without an explanation, and an explanation without a variable, are found', () => {
	const root = (read: string, explained: string) =>
		plant({ 'workers/agent/src/env.ts': `env.${read}`, 'docs/configuration.md': `| \`${explained}\` | port |` });
	expect(unexplainedVariables(root('INTERLOCK_PORT', 'INTERLOCK_PORT'))).toEqual([]);
	expect(unexplainedVariables(root('INTERLOCK_PORT', 'INTERLOCK_HOME'))).toEqual([
		expect.stringContaining("workers/agent/src/env.ts: reads INTERLOCK_PORT, which docs/configuration.md doesn't explain"),
		expect.stringContaining('docs/configuration.md: explains INTERLOCK_HOME, which nothing reads'),
	]);
});
