import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plant, readText, ROOT } from './tree.ts';

/** What a tool of `npm run verify` says of a tree, and how it ends. */
function run(root: string, script: string, args: string[]): { code: number | null; says: string } {
	const env = { NODE_ENV: 'test' as const, TURBO_TELEMETRY_DISABLED: '1', HOME: root, PATH: join(ROOT, 'node_modules/.bin') };
	const ended = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], { cwd: root, encoding: 'utf8', env });
	return { code: ended.status, says: `${ended.stdout}${ended.stderr}` };
}

const workspace = (more: Record<string, string>) =>
	plant({
		'package.json': JSON.stringify({ name: 'planted', private: true, type: 'module', packageManager: 'pnpm@12.21.0' }),
		'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
		'packages/a/package.json': JSON.stringify({
			name: '@interlock/a',
			version: '0.1.0',
			type: 'module',
			exports: { '.': './src/index.ts' },
			dependencies: { '@interlock/b': 'workspace:*' },
		}),
		'packages/b/package.json': JSON.stringify({ name: '@interlock/b', version: '0.1.0', type: 'module', exports: { '.': './src/index.ts' } }),
		'packages/b/src/index.ts': 'export const used = 1;\n',
		...more,
	});

test('an import that the package does not declare is found (turbo)', () => {
	const tree = (source: string) =>
		workspace({ 'turbo.json': readText(ROOT, 'turbo.json'), 'packages/a/src/index.ts': `import { x } from '${source}';\nx();\n` });
	expect(run(tree('vitest'), 'turbo/bin/turbo', ['boundaries'])).toMatchObject({ code: 0 });
	expect(run(tree('zod'), 'turbo/bin/turbo', ['boundaries'])).toMatchObject({ code: 1, says: expect.stringContaining('cannot import package `zod`') });
});

test('a file, an export at a package’s door and a dependency that nothing uses are found (knip)', () => {
	const config = JSON.stringify({
		...(JSON.parse(readText(ROOT, 'knip.json')) as object),
		workspaces: { 'packages/*': { includeEntryExports: true }, 'packages/a': { entry: ['src/main.ts'] } },
	});
	const tree = (more: Record<string, string>) =>
		workspace({ 'knip.json': config, 'packages/a/src/main.ts': "import { used } from '@interlock/b';\nused.toFixed();\n", ...more });
	const knip = (more: Record<string, string> = {}) => run(tree(more), 'knip/bin/knip.js', ['--no-progress']);
	expect(knip().says).not.toMatch(/Unused/);
	expect(knip({ 'packages/b/src/left.ts': 'export const left = 1;\n' })).toMatchObject({ code: 1, says: expect.stringContaining('packages/b/src/left.ts') });
	expect(knip({ 'packages/b/src/index.ts': 'export const used = 1;\nexport const unused = 2;\n' })).toMatchObject({
		code: 1,
		says: expect.stringMatching(/Unused exports[\s\S]*unused/),
	});
	expect(knip({ 'packages/a/src/main.ts': 'console.log(1);\n' })).toMatchObject({
		code: 1,
		says: expect.stringMatching(/Unused dependencies[\s\S]*@interlock\/b/),
	});
});
