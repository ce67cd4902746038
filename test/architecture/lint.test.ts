import { expect, test } from 'vitest';
import { lint } from './lint.ts';
import { listFiles, plant, readText, ROOT } from './tree.ts';

/** A planted violation per rule that we rely on, and beside it the nearest thing that is allowed. `says`: what to write instead. */
const PLANTED: { rule: string; path: string; bad: string; good: string; says?: RegExp }[] = [
	{ rule: 'no-floating-promises', path: 'apps/server/src/a.ts', bad: 'const f = async () => 1;\nf();', good: 'const f = async () => 1;\nawait f();' },
	{
		rule: 'no-misused-promises',
		path: 'apps/server/src/b.ts',
		bad: 'const f = async () => true;\nif (f()) console.log(1);',
		good: 'const f = async () => true;\nif (await f()) console.log(1);',
	},
	{ rule: 'no-explicit-any', path: 'packages/domain/src/run/a.ts', bad: 'export const a: any = 1;', good: 'export const a: unknown = 1;' },
	{
		rule: 'no-non-null-assertion',
		path: 'packages/domain/src/run/b.ts',
		bad: 'export const a = (b: string | null) => b!.length;',
		good: 'export const a = (b: string | null) => b?.length;',
	},
	{ rule: 'no-process-env', path: 'workers/agent/src/a.ts', bad: 'export const a = process.env.HOME;', good: "export const a = 'process.env';" },
	{
		rule: 'no-cycle',
		path: 'packages/domain/src/run/c.ts',
		bad: "import { y } from './cycle.ts';\nexport const x = () => y;",
		good: "import type { Y } from './cycle.ts';\nexport const x: Y = 1;",
	},
	{
		rule: 'no-restricted-imports',
		path: 'packages/api/src/run.ts',
		bad: "import { run } from '@interlock/db/tables';\nrun();",
		good: "import { getRun } from '@interlock/services/run';\ngetRun();",
		says: /call a verb of @interlock\/services/,
	},
	{
		rule: 'no-restricted-imports',
		path: 'packages/mlflow/src/run/get.ts',
		bad: "import { eq } from 'drizzle-orm';\neq();",
		good: "import { z } from 'zod';\nz();",
		says: /adapter has no database/,
	},
	{
		rule: 'no-restricted-imports',
		path: 'apps/web/src/features/run/table.ts',
		bad: "import postgres from 'postgres';\npostgres();",
		good: "import { z } from 'zod';\nz();",
		says: /adapter/,
	},
	{
		rule: 'no-restricted-imports',
		path: 'packages/processes/src/run.ts',
		bad: "import { readFile } from 'node:fs/promises';\nreadFile();",
		good: "import type { Stats } from 'node:fs';\nexport type A = Stats;",
		says: /an activity does/,
	},
	{
		rule: 'no-restricted-imports',
		path: 'packages/services/src/run/get-run.ts',
		bad: "import { inTransaction } from '@interlock/db';\ninTransaction();",
		good: "import { connect } from '@interlock/db';\nconnect();",
		says: /transact\(ctx/,
	},
	{
		rule: 'no-raw-colour',
		path: 'apps/web/src/features/run/a.tsx',
		bad: "export const a = 'flex bg-red-500';",
		good: "export const a = 'flex bg-danger from-surface text-2xl';",
		says: /use a token/,
	},
	{
		rule: 'no-raw-colour',
		path: 'packages/ui/src/chart/a.ts',
		bad: "export const a = { stroke: '#0af' };",
		good: "export const a = { stroke: 'var(--chart-1)', text: 'Change #12, run #abc-1' };",
	},
	{
		rule: 'no-raw-colour',
		path: 'packages/ui/src/chart/b.ts',
		bad: 'export const a = (x: string) => `rgb(0 0 0 / 5%) ${x}`;',
		good: 'export const a = (x: string) => `color-mix(in srgb, ${x} 5%, transparent)`;',
	},
	{
		rule: 'no-default-secret',
		path: 'apps/server/src/env.ts',
		bad: "export const a = process.env.NEXTAUTH_SECRET ?? 'interlock-secret';",
		good: "export const a = process.env.TEMPORAL_NAMESPACE ?? 'default';",
		says: /make it at the first start/,
	},
	{
		rule: 'no-default-secret',
		path: 'workers/agent/src/env.ts',
		bad: "export const a = { AGENT_TOKEN: z.string().min(1).default('agent') };\ndeclare const z: { string(): { min(n: number): { default(s: string): string } } };",
		good: "export const a = { AGENT_NAME: z.string().min(1).default('agent') };\ndeclare const z: { string(): { min(n: number): { default(s: string): string } } };",
	},
	{
		rule: 'no-default-secret',
		path: 'packages/cli/src/a.ts',
		bad: "export function a(password = 'interlock') {\n\treturn password;\n}",
		good: "export function a(password = '') {\n\treturn password;\n}",
	},
];

const COMMON = {
	...Object.fromEntries(
		listFiles(ROOT)
			.filter((path) => path === '.oxlintrc.json' || path.startsWith('packages/config/lint/'))
			.map((path) => [path, readText(ROOT, path)]),
	),
	'package.json': '{ "type": "module" }',
	'tsconfig.json':
		'{ "compilerOptions": { "strict": true, "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true, "types": [] }, "include": ["**/*"] }',
	'packages/domain/src/run/cycle.ts': "import { x } from './c.ts';\nexport type Y = number;\nexport const y = () => x;",
};

test('every rule of the linter finds its planted violation and says what to write instead', () => {
	const found = lint(plant({ ...COMMON, ...Object.fromEntries(PLANTED.map(({ path, bad }) => [path, `${bad}\n`])) }));
	for (const { rule, path, says } of PLANTED) {
		const here = found.filter((one) => one.path === path && one.rule === rule);
		expect(here, `${rule} in ${path}, among ${JSON.stringify(found.filter((one) => one.path === path))}`).not.toHaveLength(0);
		if (says) expect(here[0]?.message).toMatch(says);
	}
});

test('and passes the nearest thing that is allowed', () => {
	expect(lint(plant({ ...COMMON, ...Object.fromEntries(PLANTED.map(({ path, good }) => [path, `${good}\n`])) }))).toEqual([]);
});
