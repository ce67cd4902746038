import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The repository. */
export const ROOT = join(import.meta.dirname, '../..');

/** What a guard found: one line for a person, beginning with the place. */
export type Finding = string;

/** Paths of a tree's files from its root, sorted: what git knows or would know; outside of git, everything. */
export function listFiles(root: string): string[] {
	if (!existsSync(join(root, '.git'))) return walk(root, '').sort();
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
	const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
	return [...new Set(paths)].sort();
}

/** Text of one file; empty when it isn't there. */
export function readText(root: string, path: string): string {
	return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
}

/** Names of the folders right below a folder that hold a file of the tree. */
export function foldersIn(paths: readonly string[], folder: string): string[] {
	const below = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
	return [...new Set(below.filter((path) => path.includes('/')).map((path) => path.slice(0, path.indexOf('/'))))];
}

/** Names without extension of the source files right in a folder, tests left out. */
export function modulesIn(paths: readonly string[], folder: string): string[] {
	const below = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
	return below.flatMap((path) => (/\.test\./.test(path) ? [] : (/^([^/]+)\.tsx?$/.exec(path)?.[1] ?? [])));
}

/** A tree of planted files in a folder of its own, gone after the test. */
export function plant(files: Record<string, string>): string {
	const root = mkdtempSync(join(tmpdir(), 'interlock-planted-'));
	onTestFinished(() => rmSync(root, { recursive: true, force: true }));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	return root;
}

function walk(root: string, folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(root, path);
		return [path];
	});
}
