import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourceDigest } from './source-digest.ts';

let root: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'interlock-digest-test-'));
	put('pnpm-lock.yaml', 'lock');
	put('apps/web/package.json', JSON.stringify({ dependencies: { '@interlock/api': 'workspace:*' } }));
	put('packages/api/package.json', JSON.stringify({ dependencies: { '@interlock/domain': 'workspace:*' } }));
	put('packages/domain/package.json', '{}');
	put('packages/cli/package.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), text);
}

test.each([
	['its own source', 'apps/web/src/app/page.tsx'],
	['a package that it needs by way of another', 'packages/domain/src/run/run.ts'],
	['the lockfile', 'pnpm-lock.yaml'],
])('the pages are built again after a change of %s', (_what, path) => {
	const before = sourceDigest(root, 'apps/web');
	put(path, 'changed');
	expect(sourceDigest(root, 'apps/web')).not.toBe(before);
});

test.each([
	['a test', 'apps/web/src/app/page.test.tsx'],
	['a package that it does not need', 'packages/cli/src/main.ts'],
	['what a build leaves', 'apps/web/.next/server/page.js'],
])('the pages are not built again after a change of %s', (_what, path) => {
	const before = sourceDigest(root, 'apps/web');
	put(path, 'changed');
	expect(sourceDigest(root, 'apps/web')).toBe(before);
});
