import { rawColourIn } from '../../packages/config/lint/no-raw-colour.mjs';
import { type Finding, listFiles, readText } from './tree.ts';

const TOKENS = /^packages\/ui\/src\/tokens\//;

/** Raw colours in style sheets outside the token file; the linter has the same rule for TypeScript. */
export function rawColoursInStyles(root: string): Finding[] {
	const sheets = listFiles(root).filter((path) => path.endsWith('.css') && !TOKENS.test(path));
	return sheets.flatMap((path) =>
		readText(root, path)
			.split('\n')
			.flatMap((line, at) => {
				const found = rawColourIn(line);
				return found ? [`${path}:${at + 1} "${found.colour}" is ${found.says}: use a token, such as var(--chart-1)`] : [];
			}),
	);
}
