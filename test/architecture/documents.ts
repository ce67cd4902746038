import { dirname, join } from 'node:path/posix';
import { type Finding, foldersIn, listFiles, modulesIn, readText } from './tree.ts';

const TOP = 'apps|packages|workers|test|docs|scripts';
/** A path of the tree in running text: between backticks, or the target of a link or picture. */
const NAMED = new RegExp(`\`((?:${TOP})/[^\`\\s]*|[A-Z]+\\.md)\`|\\]\\((?!https?:|#)([^)\\s]+)\\)`, 'g');

/** Documents that speak of the tree. */
export function documents(root: string): string[] {
	return listFiles(root).filter((path) => /^[A-Z]+\.md$|^docs\/.*\.md$/.test(path));
}

/** Paths that documents name and that aren't there; `<noun>` and `*` stand for anything. */
export function missingPaths(root: string): Finding[] {
	const paths = listFiles(root);
	const exists = (wanted: string) => {
		const pattern = wanted
			.replace(/\/$/, '')
			.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
			.replace(/<[^>]+>/g, '[^/]+')
			.replace(/\*/g, '[^/]*');
		const there = new RegExp(`^${pattern}(?:/|$)`);
		return paths.some((path) => there.test(path));
	};
	return documents(root).flatMap((document) => {
		const text = readText(root, document);
		const named = [...text.matchAll(NAMED)].map(([, path, link]) => path ?? join(dirname(document), link ?? ''));
		return [...named, ...drawnFolders(text)].filter((path) => !exists(path)).map((path) => `${document}: names ${path}, which isn't there`);
	});
}

/** Folders of a drawn tree: `apps/` begins a line, its folders are indented below it, or listed on its line. */
function drawnFolders(text: string): string[] {
	let top = '';
	return [...text.matchAll(/```\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
		block.split('\n').flatMap((line) => {
			const [, begun, listed = ''] = new RegExp(`^(${TOP})/(.*)$`).exec(line) ?? [];
			if (begun) top = begun;
			const below = begun ? listed.split(',') : [/^ {2}([\w-]+)\//.exec(line)?.[1] ?? ''];
			return top === ''
				? []
				: below
						.map((name) => name.trim())
						.filter((name) => /^[\w-]+$/.test(name))
						.map((name) => `${top}/${name}`);
		}),
	);
}

/** Commands and options that documents name and that don't exist. */
export function unknownCommands(root: string): Finding[] {
	const scripts = (JSON.parse(readText(root, 'package.json')) as { scripts: Record<string, string> }).scripts;
	const cli = cliWords(root);
	return documents(root).flatMap((document) => {
		const text = readText(root, document);
		const npm = [...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].flatMap(([, run, short]) => run ?? short ?? []);
		const lines = [...text.matchAll(/\binterlock (?:-- )([^\n`]*)|`interlock ([a-z][^\n`]*)`/g)].map(([, a, b]) => (a ?? b ?? '').trim());
		return [
			...npm.filter((name) => !(name in scripts)).map((name) => `${document}: npm run ${name} is no script of package.json`),
			...lines.flatMap((line) => unknownWords(line, cli).map((word) => `${document}: "interlock ${line}" says "${word}", which the command doesn't know`)),
		];
	});
}

interface CliWords {
	commands: Set<string>;
	options: Set<string>;
}

/** The command's words: `status`, `change open`, and every option. */
function cliWords(root: string): CliWords {
	const texts = listFiles(root)
		.filter((path) => /^packages\/cli\/src\/.*\.ts$/.test(path) && !/\/quickstart\/|\.test\./.test(path))
		.map((path) => readText(root, path));
	const nouns = texts.flatMap((text) => [...text.matchAll(/\bnew Command\('([\w-]+)'/g)].map(([, noun = '']) => noun));
	const commands = texts.flatMap((text) => {
		// Commands of a file without a noun of its own are added to another file's.
		let under = nouns;
		return [...text.matchAll(/(=\s*)?\b(new Command|command)\('([\w-]+)'/g)].flatMap(([, assigned, kind, name = '']) => {
			if (kind === 'new Command') under = [name];
			return kind === 'new Command' ? [] : [...(assigned ? [name] : []), ...under.map((noun) => `${noun} ${name}`)];
		});
	});
	const options = texts.flatMap((text) =>
		[...text.matchAll(/Option\('(?:-\w, )?(--[\w-]+)|option\('(?:-\w, )?(--[\w-]+)/g)].flatMap(([, a, b]) => a ?? b ?? []),
	);
	return { commands: new Set(commands), options: new Set([...options, '--help']) };
}

function unknownWords(line: string, { commands, options }: CliWords): string[] {
	const words = line.split(/\s+/);
	const [first = '', second = ''] = words;
	const known = first.startsWith('-') || commands.has(first) || commands.has(`${first} ${second}`);
	return [...(known ? [] : [`${first} ${second}`.trim()]), ...words.filter((word) => word.startsWith('--') && !options.has(word.split('=')[0] ?? ''))];
}

/** Addresses of the front door that documents name and that it doesn't answer. */
export function unknownRoutes(root: string): Finding[] {
	const rest = modulesIn(listFiles(root), 'apps/server/src/rest').map((name) => readText(root, `apps/server/src/rest/${name}.ts`));
	const routes = [...rest.flatMap((text) => [...text.matchAll(/\bpath: '(\/[^']*)'/g)].map(([, path = '']) => path)), '/openapi.json'];
	const known = routes.map((path) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`));
	return documents(root).flatMap((document) =>
		[...readText(root, document).matchAll(/\/api\/v1(\/[^\s`"'),]+)/g)]
			.map(([, path = '']) => path.replace(/[.;:]$/, ''))
			.filter((path) => !known.some((route) => route.test(path)))
			.map((path) => `${document}: /api/v1${path} is no route of apps/server/src/rest`),
	);
}

const OURS = /\b(?:INTERLOCK_[A-Z][A-Z_]*[A-Z]|DATABASE_URL|TEMPORAL_(?:ADDRESS|NAMESPACE)|NEXTAUTH_[A-Z]+)\b/g;

/** Variables that an env.ts or a script reads and no document explains, and explained ones that nothing reads. */
export function unexplainedVariables(root: string): Finding[] {
	const paths = listFiles(root);
	const reads = paths.filter((path) => /(?:^|\/)[\w-]*env\.(?:ts|mjs)$|^scripts\/[^/]*\.mjs$/.test(path) && !path.startsWith('test/'));
	const code = paths.filter((path) => /\.(?:ts|tsx|mjs|py)$/.test(path) && !/^test\/architecture\/|\.test\./.test(path));
	const explained = new Map(documents(root).map((path) => [path, new Set(readText(root, path).match(OURS) ?? [])]));
	const used = new Set(code.flatMap((path) => readText(root, path).match(OURS) ?? []));
	const isExplained = (name: string) => [...explained.values()].some((names) => names.has(name));
	return [
		...reads.flatMap((path) =>
			[...new Set(readText(root, path).match(OURS) ?? [])]
				.filter((name) => !isExplained(name))
				.map((name) => `${path}: reads ${name}, which docs/configuration.md doesn't explain`),
		),
		...[...explained].flatMap(([path, names]) => [...names].filter((name) => !used.has(name)).map((name) => `${path}: explains ${name}, which nothing reads`)),
	];
}

/** Folders right below `apps`, `packages` and `workers` that ARCHITECTURE.md doesn't draw. */
export function undrawnFolders(root: string): Finding[] {
	const drawn = drawnFolders(readText(root, 'ARCHITECTURE.md'));
	const paths = listFiles(root);
	return ['apps', 'packages', 'workers', 'test'].flatMap((top) =>
		foldersIn(paths, top)
			.filter((name) => !drawn.includes(`${top}/${name}`))
			.map((name) => `ARCHITECTURE.md: doesn't draw ${top}/${name}`),
	);
}
