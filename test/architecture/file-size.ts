import { type Finding, listFiles, readText } from './tree.ts';

const CODE = /\.(?:ts|tsx|mjs|mts|js|py|sh|css)$/;
/** Tables and recordings: they are read by looking something up. */
const TABLES = /^packages\/ui\/src\/tokens\/|^packages\/db\/migrations\/|\/fixtures\/|^test\/replay\/histories\/|\/quickstart-data\//;

/** Files of code with more lines than `mostLines`, longest first. */
export function longFiles(root: string, mostLines: number): Finding[] {
	const counted = listFiles(root)
		.filter((path) => CODE.test(path) && !TABLES.test(path))
		.map((path) => ({ path, lines: readText(root, path).trimEnd().split('\n').length }));
	const long = counted.filter(({ lines }) => lines > mostLines).sort((a, b) => b.lines - a.lines);
	return long.map(({ path, lines }) => `${path} has ${lines} lines: cut it where its subject changes`);
}
