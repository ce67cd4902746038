import { dirname, join } from 'node:path/posix';
import { foldersIn, listFiles, readText } from './tree.ts';

/** A top-level function of packages/services with what its own text does, in order. */
export interface ServiceFunction {
	path: string;
	name: string;
	exported: boolean;
	body: string;
}

/** The package as functions, and how names lead from one to another. Reads text: files are formatted, so a top-level declaration begins its line. */
export interface ServiceCode {
	functions: readonly ServiceFunction[];
	/** The function that a name means in a file, through imports and index files; null when it isn't one of the package. */
	resolve(path: string, name: string): ServiceFunction | null;
	/** Functions that a noun's index.ts exports. */
	offered(): ServiceFunction[];
}

export const SERVICES = 'packages/services/src';

const DECLARATION = /^(export )?(?:async )?(?:function\*?|const) (\w+)/;
const TOP_LEVEL = /^(?:export |import |async |function |const |let |class |interface |type |\/\*\*|\/\/)/;

export function readServices(root: string): ServiceCode {
	const paths = listFiles(root).filter((path) => path.startsWith(`${SERVICES}/`) && path.endsWith('.ts'));
	const code = paths.filter((path) => !/\.test\.ts$|\/test-/.test(path));
	const texts = new Map(code.map((path) => [path, readText(root, path)]));
	const functions = [...texts].flatMap(([path, text]) => functionsOf(path, text));
	const byPlace = new Map(functions.map((one) => [`${one.path} ${one.name}`, one]));
	const links = new Map([...texts].map(([path, text]) => [path, linksOf(path, text)]));

	const resolve = (path: string, name: string, depth = 0): ServiceFunction | null => {
		const here = byPlace.get(`${path} ${name}`);
		const link = links.get(path)?.get(name);
		if (here || !link || depth > 4) return here ?? null;
		return resolve(link.path, link.name, depth + 1);
	};
	const offered = () =>
		foldersIn(paths, SERVICES).flatMap((noun) => {
			const index = `${SERVICES}/${noun}/index.ts`;
			return [...(links.get(index)?.keys() ?? [])].flatMap((name) => resolve(index, name) ?? []);
		});
	return { functions, resolve, offered };
}

function functionsOf(path: string, text: string): ServiceFunction[] {
	const lines = text.split('\n');
	const starts = lines.flatMap((line, at) => (TOP_LEVEL.test(line) ? [at] : []));
	return starts.flatMap((at, nth) => {
		const found = DECLARATION.exec(lines[at] ?? '');
		if (!found?.[2]) return [];
		return [{ path, name: found[2], exported: found[1] !== undefined, body: lines.slice(at, starts[nth + 1]).join('\n') }];
	});
}

/** Names that a file takes from, or passes on from, another file of the package. */
function linksOf(path: string, text: string): Map<string, { path: string; name: string }> {
	const links = new Map<string, { path: string; name: string }>();
	for (const [, names = '', source = ''] of text.matchAll(/^(?:import|export) \{([^}]*)\} from '(\.[^']+)';/gm)) {
		for (const item of names.split(',')) {
			const [name = '', alias = name] = item.trim().split(' as ');
			if (name !== '' && !name.startsWith('type ')) links.set(alias, { path: join(dirname(path), source), name });
		}
	}
	return links;
}
