import { expect, test } from 'vitest';
import { longFiles } from './file-size.ts';
import { plant, ROOT } from './tree.ts';

const MOST_LINES = 400;
const SHOULD_HAVE_AT_MOST = 300;

test('no file of code is longer than 400 lines; those above 300 are named', ({ annotate }) => {
	expect(longFiles(ROOT, MOST_LINES)).toEqual([]);
	for (const found of longFiles(ROOT, SHOULD_HAVE_AT_MOST)) void annotate(found, 'warning');
});

test('a file that is too long is found, and a recording is not', () => {
	const long = 'const a = 1;\n'.repeat(401);
	const root = plant({ 'packages/api/src/run.ts': long, 'packages/api/src/me.ts': long.slice(13), 'test/replay/histories/run/ends.ts': long });
	expect(longFiles(root, MOST_LINES)).toEqual(['packages/api/src/run.ts has 401 lines: cut it where its subject changes']);
});
