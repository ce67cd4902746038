// The walls between packages and the rules that no linter has: one table, one list, read by `npm run verify` and by tests that plant violations.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which packages of ours a package may import. Apps and workers wire everything and may import anything but each other. */
export const IMPORT_TABLE = {
	domain: [],
	contracts: ['domain'],
	db: ['domain'],
	storage: ['domain'],
	scoring: ['domain'],
	templates: ['domain', 'storage'],
	services: ['domain', 'contracts', 'db', 'storage', 'scoring', 'templates'],
	api: ['domain', 'services'],
	mlflow: ['domain', 'services'],
	processes: ['contracts'],
	temporal: ['contracts', 'db'],
	auth: ['domain', 'services'],
	ui: [],
	cli: [],
	testkit: ['domain', 'db', 'services', 'storage', 'temporal'],
};

/** Beyond the table: types only. */
export const TYPES_ONLY = { auth: ['db'] };

const WIRED = Object.keys(IMPORT_TABLE).filter((name) => name !== 'testkit');
const IMPORT = /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;
const TEST = /\.test\.tsx?$|(^|\/)test(-support|s)?\/|\/test-[\w-]+\.ts$/;
const OWN_FILE = /^scripts\/walls\./;
const CODE = /\.(ts|tsx|mts|mjs|js)$/;
const WORDS = {
	unfinished: new RegExp(['TO', 'DO|FIX', 'ME|XXX:'].join('')),
	host: new RegExp(['registry\\.npm', 'js|pypi\\.', 'org|pythonhosted|deb\\.debi', 'an|repo1\\.maven'].join('')),
	place: new RegExp(['(^|[\\s\'"`(=])/(wo', 'rk|ro', 'ot)(/|[\'"`\\s]|$)'].join('')),
};

/** Rules over one file's text. `applies` gets its path from the root; `find` yields offending pieces of text with their offset. */
const RULES = [
	{
		name: 'import-table',
		applies: (path) => packageOf(path) !== null,
		find: (path, text) =>
			importsIn(text).flatMap((found) => (mayImport(path, found) ? [] : [{ ...found, says: `${packageOf(path)} may not import ${found.source}` }])),
	},
	{
		name: 'inside-own-package',
		applies: (path) => packageOf(path) !== null,
		find: (path, text) =>
			importsIn(text).flatMap((found) =>
				leavesPackage(path, found.source) ? [{ ...found, says: `${found.source} leaves the package: import it by its name` }] : [],
			),
	},
	{
		name: 'activities-by-type',
		applies: (path) => path.startsWith('packages/processes/src/') && !TEST.test(path),
		find: (_path, text) =>
			importsIn(text).flatMap((found) =>
				/activit|contracts\/process/.test(found.source) && !found.typeOnly && /Activit/.test(found.text)
					? [{ ...found, says: 'a process imports activities by type only' }]
					: [],
			),
	},
	pattern('no-export-all', /^export \* (?:as \w+ )?from/gm, 'name what is exported instead of `export *`', (path) => path.includes('/src/')),
	pattern(
		'no-clock-in-domain',
		/\bDate\.now\(\)|\bnew Date\(\)|\bperformance\.now\(\)|\bMath\.random\(\)/g,
		'domain gets the time and chance from its caller',
		(path) => path.startsWith('packages/domain/src/') && !TEST.test(path),
	),
	pattern(
		'no-node-in-domain',
		/from 'node:/g,
		'domain also runs in the browser and in a workflow',
		(path) => path.startsWith('packages/domain/src/') && !TEST.test(path),
	),
	pattern(
		'no-server-in-client',
		/^import (?!type)[^;]*from '(?:@interlock\/(?:db|services|auth|storage|temporal)|postgres|drizzle-orm)[^']*'/gm,
		'a client component imports the server by type only',
		(path, text) => path.startsWith('apps/web/') && /^['"]use client['"]/.test(text),
	),
	pattern(
		'no-focus-no-skip',
		/\b(?:test|it|describe)\.(?:only|skip|todo)\b/g,
		'a test runs, or is gone',
		(path) => TEST.test(path) || path.startsWith('test/'),
	),
	{ ...pattern('nothing-unfinished', WORDS.unfinished, 'finish it, or leave it out', (path) => !OWN_FILE.test(path)), anyFile: true },
	{ ...pattern('no-registry-host', WORDS.host, 'package clients know their registries themselves', (path) => !OWN_FILE.test(path)), anyFile: true },
	{ ...pattern('no-machine-path', WORDS.place, 'a path of one machine', (path) => !OWN_FILE.test(path)), anyFile: true },
];

/** Every broken rule in a list of `{ path, text }`: `{ path, line, rule, says }`. */
export function findViolations(files) {
	return files.flatMap(({ path, text }) =>
		RULES.filter((rule) => (rule.anyFile || CODE.test(path)) && rule.applies(path, text)).flatMap((rule) =>
			rule.find(path, text).map((found) => ({ path, line: lineAt(text, found.offset), rule: rule.name, says: found.says })),
		),
	);
}

/** The files that the rules are about, read from the working tree. */
export function readFiles(root, paths) {
	const left = paths.filter((path) => !/pnpm-lock\.yaml|\.(png|parquet|ico|woff2?|svg|csv|gz|onnx|bin)$|^packages\/db\/migrations\//.test(path));
	return left.flatMap((path) => {
		try {
			return [{ path, text: readFileSync(join(root, path), 'utf8') }];
		} catch {
			return [];
		}
	});
}

function pattern(name, expression, says, applies) {
	const all = new RegExp(expression.source, [...new Set(`${expression.flags}gm`)].join(''));
	return { name, applies, find: (_path, text) => [...text.matchAll(all)].map((match) => ({ offset: match.index, says })) };
}

function importsIn(text) {
	return [...text.matchAll(IMPORT)].map((match) => ({
		offset: match.index,
		text: match[0],
		typeOnly: match[1] !== undefined,
		source: match[2] ?? match[3] ?? match[4] ?? '',
	}));
}

/** `packages/db/src/x.ts` -> `db`; apps and workers -> `apps/web`, `workers/agent`. */
function packageOf(path) {
	const [kind, name] = path.split('/');
	if (kind === 'packages' && name in IMPORT_TABLE) return name;
	return kind === 'apps' || kind === 'workers' ? `${kind}/${name}` : null;
}

function mayImport(path, { source, typeOnly }) {
	const target = /^@interlock\/([^/]+)/.exec(source)?.[1];
	const own = packageOf(path);
	if (target === undefined || target === own || `apps/${target}` === own || `workers/${target}` === own) return true;
	// A test may set up its scene with any package; turbo still asks that its own declares it.
	if (TEST.test(path)) return target === 'testkit' || WIRED.includes(target);
	if (target === 'testkit') return false;
	if (path.startsWith('apps/web/src/features/')) return ['ui', 'domain', 'contracts'].includes(target) || (target === 'api' && typeOnly);
	if (own in IMPORT_TABLE) return IMPORT_TABLE[own].includes(target) || (typeOnly && (TYPES_ONLY[own] ?? []).includes(target));
	return WIRED.includes(target);
}

function leavesPackage(path, source) {
	if (!source.startsWith('.')) return false;
	const steps = path.split('/').slice(0, -1);
	for (const step of source.split('/')) {
		if (step === '..') steps.pop();
		else if (step !== '.') steps.push(step);
	}
	return steps.slice(0, 2).join('/') !== path.split('/').slice(0, 2).join('/');
}

function lineAt(text, offset) {
	return text.slice(0, offset).split('\n').length + (/^\s*\n/.test(text.slice(offset)) ? 1 : 0);
}
