import { type Finding, listFiles, readText } from './tree.ts';

const TEST_FILE = /\.(?:test|spec)\.tsx?$/;
const TITLE = /\b(?:test|it|describe)(?:\.\w+)*(?:\(\[[^]*?\]\))?\(\s*(['"`])(R\d+(?:, R\d+)*): /g;

/** Rules of `docs/change-rules.md` that no test has in its title, and titles that name a rule which isn't there. */
export function untestedRules(root: string): Finding[] {
	const rules = [...readText(root, 'docs/change-rules.md').matchAll(/^\| (R\d+) \|/gm)].map(([, rule]) => rule ?? '');
	const named = listFiles(root)
		.filter((path) => TEST_FILE.test(path) && !path.startsWith('test/architecture/'))
		.flatMap((path) => [...readText(root, path).matchAll(TITLE)].flatMap(([, , names = '']) => names.split(', ').map((rule) => ({ rule, path }))));
	return [
		...rules.filter((rule) => !named.some((one) => one.rule === rule)).map((rule) => `${rule}: no test has this rule in its title`),
		...named.filter(({ rule }) => !rules.includes(rule)).map(({ rule, path }) => `${path}: ${rule} is no rule of docs/change-rules.md`),
	];
}
