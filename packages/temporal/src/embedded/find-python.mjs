// Plain JavaScript: scripts/start.mjs uses it on Node 20, before anything is installed.
import { spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OLDEST = [3, 10];
/** The newest version that the training environments' pinned wheels are known to exist for. */
const NEWEST_PROVEN = [3, 13];
const SYSTEM = '/usr/bin/python3';
const ON_PATH = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const QUESTION = [
	'import sys, importlib.util as u',
	'print(sys.executable, "%d.%d" % sys.version_info[:2], int(u.find_spec("pip") is not None), sys.base_prefix, sep="\\n")',
].join('\n');

/**
 * The Python (>= 3.10) to install wheels and make training environments with, or null when there is none.
 * With `given` only that one is tried. Prefers one with pip, within the proven versions, and, when we are root,
 * one outside of closed home folders, since trainings run under another account.
 */
export function findPython(given) {
	let best = null;
	const all = process.getuid?.() === 0 ? [SYSTEM, ...ON_PATH] : [...ON_PATH, SYSTEM];
	for (const candidate of given ? [given] : all) {
		const python = ask(candidate);
		if (python === null || older(python.version, OLDEST)) continue;
		const proven = !newer(python.version, NEWEST_PROVEN);
		const score = (python.hasPip ? 4 : 0) + (openToOthers(python) ? 2 : 0) + (proven ? 1 : 0);
		if (best === null || score > best.score) best = { ...python, score };
		if (score === 7) break;
	}
	return best === null ? null : { path: best.path, version: best.version, hasPip: best.hasPip };
}

function ask(candidate) {
	const answer = spawnSync(candidate, ['-c', QUESTION], { encoding: 'utf8', timeout: 20_000 });
	if (answer.status !== 0) return null;
	const [path, version, pip, prefix] = answer.stdout.trim().split('\n');
	return path && version && prefix ? { path, version, hasPip: pip === '1', prefix } : null;
}

function older(version, bound) {
	const [major, minor] = version.split('.').map(Number);
	return major < bound[0] || (major === bound[0] && minor < bound[1]);
}

function newer(version, bound) {
	const [major, minor] = version.split('.').map(Number);
	return major > bound[0] || (major === bound[0] && minor > bound[1]);
}

function openToOthers({ path, prefix }) {
	if (process.getuid?.() !== 0) return true;
	return [realpathSync(path), realpathSync(prefix)].every((start) => {
		for (let folder = start; ; folder = dirname(folder)) {
			if ((statSync(folder).mode & 0o001) === 0) return false;
			if (folder === dirname(folder)) return true;
		}
	});
}
