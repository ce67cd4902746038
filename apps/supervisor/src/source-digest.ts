import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', '.next', '.turbo', 'migrations', 'next-env.d.ts']);
const TEST = /\.test\.tsx?$/;

/** Hex sha256 over the sources of a workspace package, of every workspace package it depends on, and the lockfile. */
export function sourceDigest(root: string, packageFolder: string): string {
	const hash = createHash('sha256');
	hash.update(readFileSync(join(root, 'pnpm-lock.yaml')));
	for (const folder of [...dependencyFolders(root, packageFolder)].sort()) addFolder(hash, root, folder);
	return hash.digest('hex');
}

function dependencyFolders(root: string, folder: string, found = new Set<string>()): Set<string> {
	const manifest = join(root, folder, 'package.json');
	if (found.has(folder) || !existsSync(manifest)) return found;
	found.add(folder);
	const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> };
	for (const name of Object.keys(dependencies)) {
		if (name.startsWith('@interlock/')) dependencyFolders(root, `packages/${name.slice('@interlock/'.length)}`, found);
	}
	return found;
}

function addFolder(hash: ReturnType<typeof createHash>, root: string, folder: string): void {
	const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
	for (const entry of entries) {
		if (SKIPPED.has(entry.name) || TEST.test(entry.name) || entry.name.endsWith('.tsbuildinfo')) continue;
		const path = `${folder}/${entry.name}`;
		if (entry.isDirectory()) addFolder(hash, root, path);
		else if (entry.isFile()) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
	}
}
