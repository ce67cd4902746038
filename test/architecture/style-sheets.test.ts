import { expect, test } from 'vitest';
import { rawColoursInStyles } from './style-sheets.ts';
import { plant, ROOT } from './tree.ts';

test('colours stand in the token file and nowhere else', () => {
	expect(rawColoursInStyles(ROOT)).toEqual([]);
});

test.each(['color: #fff;', 'background: rgb(1 2 3);', 'border-color: oklch(0.7 0.1 20);', '@apply bg-red-500;'])(
	'a planted "%s" is found, and allowed among the tokens',
	(line) => {
		const root = plant({
			'apps/web/src/app/globals.css': `a {\n\t${line}\n}\n`,
			'packages/ui/src/tokens/tokens.css': `a { ${line} }`,
			'packages/ui/src/styles.css': 'a { color: var(--text); }',
		});
		expect(rawColoursInStyles(root)).toEqual([expect.stringContaining('apps/web/src/app/globals.css:2')]);
	},
);
