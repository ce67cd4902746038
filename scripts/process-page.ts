// npm run docs: writes docs/processes.md from the comments of the processes and their activities.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROCESSES = 'packages/processes/src';
const CONTRACTS = 'packages/contracts/src/process';
const PAGE = 'docs/processes.md';
const HEAD = `# Processes

What goes on by itself. A process waits and decides what comes next; everything it does is an activity, and what is true is in Postgres. Each listens to one signal, its doorbell: "look at your row again". Thrown away, each goes on from its row (\`interlock processes rebuild\`).

This page is written from the comments in \`${PROCESSES}\` and \`${CONTRACTS}\` by \`npm run docs\`.
`;

/** The page as it should be. Throws when a process or an activity has no comment. */
export function processPage(root: string): string {
	const read = (folder: string) =>
		readdirSync(join(root, folder))
			.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
			.sort()
			.map((name) => ({ path: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') }));
	const activities = new Map(read(CONTRACTS).flatMap(({ text }) => activitiesIn(text)));
	const sections = read(PROCESSES).flatMap(({ path, text }) => {
		const [, comment, name, input = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport async function (\w+Process)\(input: \{ (\w+)/.exec(text) ?? [];
		if (!/export async function \w+Process\(/.test(text)) return [];
		if (!comment || !name) throw new Error(`${path}: the process has no comment that says what it does`);
		return [
			`## ${titleOf(name)}\n\n${sentences(comment)}\n\nStarted with \`${input}\`; \`${path}\`.\n`,
			activityList(path, text, activities),
			waitList(text),
		].filter((part) => part !== '');
	});
	return `${[HEAD, ...sections].join('\n')}`;
}

function activityList(path: string, text: string, known: ReadonlyMap<string, string>): string {
	const used = [...text.matchAll(/const \{ ([^}]+) \} = proxyActivities/g)].flatMap(([, names = '']) => names.split(', '));
	const lines = used.map((name) => {
		const comment = known.get(name);
		if (!comment) throw new Error(`${path}: its activity ${name} has no comment in ${CONTRACTS}`);
		return `| \`${name}\` | ${comment} |`;
	});
	return `| activity | what it does |\n|---|---|\n${lines.join('\n')}\n`;
}

/** Constants in milliseconds, with what they are for. */
function waitList(text: string): string {
	const found = text.matchAll(/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?((?:const \w+_MS = [\d_]+;\n)+)/g);
	const lines = [...found].map(([, comment = '', constants = '']) => {
		const times = [...constants.matchAll(/= ([\d_]+);/g)].map(([, digits = '']) => `${Number(digits.replaceAll('_', '')) / 1000} s`);
		return `Waits at most ${times.join(' or ')}. ${sentences(comment)}`;
	});
	return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}

/** Activity -> its comment, of the interfaces in one file. */
function activitiesIn(text: string): [string, string][] {
	return [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n\t(\w+)\(input/g)].map(([, comment = '', name = '']) => [name, sentences(comment)]);
}

function sentences(comment: string): string {
	return comment
		.replace(/\s*\n\s*\* ?/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/** `monitorSweepProcess` -> `Monitor sweep`. */
function titleOf(name: string): string {
	const words = name.replace(/Process$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

if (import.meta.main) {
	const root = join(import.meta.dirname, '..');
	writeFileSync(join(root, PAGE), processPage(root));
}
