import { type Finding, foldersIn, listFiles, readText } from './tree.ts';

/** Package -> what it may import; the table that `npm run verify` enforces. */
export interface EnforcedTable {
	anything: Record<string, readonly string[]>;
	typesOnly: Record<string, readonly string[]>;
}

/** Nouns of the kernel, which every other noun in services builds on. */
const KERNEL = ['access', 'audit', 'event', 'process'];

/** Where ARCHITECTURE.md's import table, the enforced one and the packages' dependencies differ. */
export function importTableDifferences(root: string, enforced: EnforcedTable): Finding[] {
	const drawn = rowsOf(readText(root, 'ARCHITECTURE.md'), 'package');
	const packages = foldersIn(listFiles(root), 'packages').filter((name) => name !== 'config');
	return packages.flatMap((name) => {
		const wanted = drawn.get(name);
		if (!wanted) return [`packages/${name}: has no row in ARCHITECTURE.md's import table`];
		const allowed = [...(enforced.anything[name] ?? []), ...(enforced.typesOnly[name] ?? [])];
		const manifest = JSON.parse(readText(root, `packages/${name}/package.json`)) as { dependencies?: Record<string, string> };
		const needed = Object.keys(manifest.dependencies ?? {}).flatMap((dependency) => /^@interlock\/(.+)$/.exec(dependency)?.[1] ?? []);
		return [
			...differences(`ARCHITECTURE.md: ${name}`, wanted, allowed, 'scripts/walls.mjs'),
			...differences(`ARCHITECTURE.md: ${name}`, wanted, needed, `packages/${name}/package.json`),
		];
	});
}

/** Where ARCHITECTURE.md's table of nouns in services and their imports differ. */
export function nounTableDifferences(root: string): Finding[] {
	const drawn = rowsOf(readText(root, 'ARCHITECTURE.md'), 'noun in services');
	const paths = listFiles(root).filter((path) => path.startsWith('packages/services/src/') && !/\.test\.ts$|\/test-/.test(path));
	const built = foldersIn(paths, 'packages/services/src').map((noun) => {
		const texts = paths.filter((path) => path.startsWith(`packages/services/src/${noun}/`)).map((path) => readText(root, path));
		const used = texts.flatMap((text) => [...text.matchAll(/ from '\.\.\/([a-z-]+)\//g)].flatMap(([, other]) => other ?? []));
		return [noun, [...new Set(used)].filter((other) => !KERNEL.includes(other)).sort()] as const;
	});
	const moved = built.filter(([noun, used]) => (drawn.get(noun) ?? []).join() !== used.join());
	return [
		...moved.map(([noun, used]) => `ARCHITECTURE.md: the row of this noun is now "| ${noun} | ${used.join(', ')} |"`),
		...circles(new Map(built)).map((circle) => `packages/services: ${circle.join(' -> ')} is a circle: the noun that needs less goes first`),
	];
}

function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
	const reach = (from: string, way: string[]): string[][] =>
		(graph.get(from) ?? []).flatMap((next) => (next === way[0] ? [[...way, next]] : way.includes(next) ? [] : reach(next, [...way, next])));
	return [...graph.keys()].flatMap((noun) => reach(noun, [noun])).filter((circle) => circle[0] === [...circle].sort()[0]);
}

function differences(place: string, drawn: readonly string[], real: readonly string[], where: string): Finding[] {
	return [
		...drawn.filter((name) => !real.includes(name)).map((name) => `${place} may import ${name}, which ${where} doesn't have`),
		...real.filter((name) => !drawn.includes(name)).map((name) => `${place} may not import ${name}, which ${where} has`),
	];
}

/** First column -> names in the second, of the table whose first heading this is. */
function rowsOf(text: string, heading: string): Map<string, string[]> {
	const lines = text.split('\n');
	const begin = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
	const rows = new Map<string, string[]>();
	for (const line of lines.slice(begin + 2)) {
		const [, name = '', cell = ''] = line.split('|').map((part) => part.trim());
		if (begin === -1 || name === '') break;
		const listed = (cell.split(';')[0] ?? '').split(',').map((item) => item.trim().split(' ')[0] ?? '');
		rows.set(name, cell.startsWith('nothing') ? [] : listed.filter((item) => item !== ''));
	}
	return rows;
}
