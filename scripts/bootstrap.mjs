// What the scripts share. Plain JavaScript without dependencies: it runs on Node 20.9, before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from '../packages/temporal/src/embedded/find-python.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = [20, 9];
const INSTALL_STAMP = join(root, 'node_modules/.interlock-install');

/** Ends with one line for a person. */
export function giveUp(line) {
	process.stdout.write(`${line}\n`);
	process.exit(1);
}

export function requireNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
	giveUp(`Interlock needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}`);
}

/** The Python >= 3.10 that everything uses, or one line and the end. */
export function requirePython() {
	const given = process.env.INTERLOCK_PYTHON;
	const python = findPython(given);
	if (python === null && given) giveUp(`INTERLOCK_PYTHON is "${given}": no Python >= 3.10 answers there`);
	if (python === null) giveUp('Interlock needs Python 3.10 or newer: none was found on PATH; install one, or name it in INTERLOCK_PYTHON');
	return python;
}

/** A port from the environment, or one line and the end. */
export function portFrom(name, fallback) {
	const text = process.env[name];
	const port = text ? Number(text) : fallback;
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	return giveUp(`${name} is "${text}": it must be a port from 1 to 65535`);
}

export function portIsFree(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
	});
}

/** Who is behind a taken port, in words. */
export async function whoAnswers(port) {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
		const body = await response.json();
		return typeof body.parts === 'object' ? 'another Interlock' : 'another program';
	} catch {
		return 'another program';
	}
}

/** Installs the workspace's packages unless the lockfile is the one installed last. `say` gets progress lines. */
export async function install(say) {
	const stamp = installStamp();
	if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, 'utf8') === stamp) return;
	const begunMs = Date.now();
	say('Installing packages (the first time this takes a minute or so) ...');
	const args = ['--yes', PNPM, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false'];
	const { code, output } = await runQuietly('npx', args);
	if (code !== 0) giveUp(`${output.trim().split('\n').slice(-15).join('\n')}\nPackages could not be installed (npx ${PNPM} install, exit code ${code})`);
	writeFileSync(INSTALL_STAMP, stamp);
	say(`Packages are installed (${Math.round((Date.now() - begunMs) / 1000)} s)`);
}

/** The Node that runs TypeScript: the pinned one of the workspace, else our own when it is new enough. */
export function node24() {
	const pinned = join(root, 'node_modules/.bin/node');
	if (existsSync(pinned)) return pinned;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	return giveUp(`No pinned Node for ${process.platform}-${process.arch}: start with Node 24 or newer here`);
}

/** Runs a program in the foreground, passes signals on to it, and ends with its exit code. */
export async function becomeProgram(program, args, options = {}) {
	const child = spawn(program, args, { stdio: 'inherit', cwd: root, ...options });
	const release = passSignals(child.pid);
	const code = await exitCode(child);
	release();
	process.exit(code);
}

/** Runs a program to its end and keeps what it says. It ends with us. */
export async function runQuietly(program, args, options = {}) {
	const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: root, detached: true, ...options });
	// Detached, it leads a group of its own, with its helpers in it.
	const release = passSignals(-(child.pid ?? 0), () => process.exit(130));
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => {
			output += text;
		});
	}
	const code = await exitCode(child);
	release();
	return { code, output };
}

function passSignals(target, after = () => {}) {
	const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	const pass = (name) => {
		try {
			process.kill(target, name);
		} catch {
			// It is gone already.
		}
		after();
	};
	for (const name of names) process.on(name, pass);
	return () => {
		for (const name of names) process.off(name, pass);
	};
}

function exitCode(child) {
	return new Promise((resolve) => {
		child.once('error', (error) => giveUp(`${child.spawnfile} could not be started: ${error.message}`));
		child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
	});
}

function installStamp() {
	const hash = createHash('sha256');
	for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, name)));
	return `${hash.digest('hex')} ${process.platform}-${process.arch}\n`;
}
