import { expect, test } from 'vitest';
import { findViolations } from './walls.mjs';

/** One planted violation per rule, and beside it the nearest thing that is allowed. */
const PLANTED: { rule: string; path: string; bad: string; good: string }[] = [
	{
		rule: 'import-table',
		path: 'packages/api/src/run/router.ts',
		bad: "import { run } from '@interlock/db/tables';",
		good: "import { startRun } from '@interlock/services/run';",
	},
	{
		rule: 'import-table',
		path: 'apps/web/src/features/run/table.tsx',
		bad: "import { appRouter } from '@interlock/api';",
		good: "import type { AppRouter } from '@interlock/api';",
	},
	{
		rule: 'import-table',
		path: 'packages/services/src/run/start-run.ts',
		bad: "import { makeActor } from '@interlock/testkit';",
		good: "import { can } from '@interlock/domain/access';",
	},
	{
		rule: 'inside-own-package',
		path: 'packages/api/src/run/router.ts',
		bad: "import { x } from '../../../services/src/run/x.ts';",
		good: "import { x } from '../change/x.ts';",
	},
	{
		rule: 'activities-by-type',
		path: 'packages/processes/src/run.ts',
		bad: "import { RunActivities } from '@interlock/contracts/process';",
		good: "import type { RunActivities } from '@interlock/contracts/process';",
	},
	{ rule: 'no-export-all', path: 'packages/domain/src/run/index.ts', bad: "export * from './run.ts';", good: "export { run } from './run.ts';" },
	{ rule: 'no-clock-in-domain', path: 'packages/domain/src/run/run.ts', bad: 'const at = Date.now();', good: 'const at = new Date(ms);' },
	{ rule: 'no-node-in-domain', path: 'packages/domain/src/run/run.ts', bad: "import { join } from 'node:path';", good: "import { z } from 'zod';" },
	{
		rule: 'no-server-in-client',
		path: 'apps/web/src/app/page.tsx',
		bad: "'use client';\nimport { getRun } from '@interlock/services/run';",
		good: "import { getRun } from '@interlock/services/run';",
	},
	{ rule: 'no-focus-no-skip', path: 'packages/domain/src/run/run.test.ts', bad: `test.${'only'}('x', () => {});`, good: "test('only x', () => {});" },
	{ rule: 'nothing-unfinished', path: 'README.md', bad: `${'TO'}DO: write`, good: 'todo lists are fine' },
	{ rule: 'no-registry-host', path: 'README.md', bad: `https://registry.npm${'js'}.org`, good: 'the npm registry' },
	{ rule: 'no-machine-path', path: 'README.md', bad: `cd /${'work'}/main`, good: 'cd ./work/main' },
];

for (const { rule, path, bad, good } of PLANTED) {
	test(`${rule} is caught in ${path}, and what is allowed beside it passes`, () => {
		expect(findViolations([{ path, text: `${bad}\n` }]).map((found) => found.rule)).toContain(rule);
		expect(findViolations([{ path, text: `${good}\n` }])).toEqual([]);
	});
}

test('a violation names its line', () => {
	const [found] = findViolations([{ path: 'packages/domain/src/run/run.ts', text: 'const a = 1;\n\nconst at = Date.now();\n' }]);
	expect(found?.line).toBe(3);
});
