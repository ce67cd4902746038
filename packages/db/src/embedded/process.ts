import { spawnSync, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a process ended; both null when it was not our child and nobody told us. */
export interface ProcessExit {
	code: number | null;
	signal: NodeJS.Signals | null;
}

/** One step of ending a process: the signal to send and how long it may take to obey. */
export interface EndStep {
	signal: NodeJS.Signals;
	graceMs: number;
}

/** Arguments of a living process joined by spaces; null when it is gone or a zombie. */
export function commandLineOf(pid: number): string | null {
	if (process.platform !== 'linux') return askPs(pid, 'command=');
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
	} catch {
		return null;
	}
}

/** When a living process began, in a form that no later process with the same pid shares; null when it is gone or a zombie. */
export function processStartOf(pid: number): string | null {
	if (process.platform !== 'linux') return askPs(pid, 'lstart=');
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The command in parentheses may hold spaces; state is the first field after it, start time the twentieth.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		if (fields[0] === 'Z' || fields[0] === 'X') return null;
		return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}-${fields[19]}`;
	} catch {
		return null;
	}
}

/** Living processes whose arguments, joined by spaces, contain a text. */
export function findProcesses(text: string): { pid: number; commandLine: string }[] {
	const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : allPids();
	return pids.flatMap((name) => {
		const commandLine = commandLineOf(Number(name));
		return commandLine?.includes(text) ? [{ pid: Number(name), commandLine }] : [];
	});
}

/** Resolves when a process ends: at once for our own child, within `pollMs` for one that another launcher started. */
export function exitOf(child: ChildProcess | number, pollMs = 250): Promise<ProcessExit> {
	if (typeof child === 'number') return pollUntilGone(child, pollMs);
	return new Promise((resolve) => {
		if (child.exitCode !== null || child.signalCode !== null) resolve({ code: child.exitCode, signal: child.signalCode });
		child.once('exit', (code, signal) => resolve({ code, signal }));
	});
}

/** Sends one signal after the other until the process (or, with `group`, its whole group) is gone. Says whether it is. */
export async function endProcess(pid: number, steps: readonly EndStep[], options: { group?: boolean } = {}): Promise<boolean> {
	const target = options.group ? -pid : pid;
	for (const { signal, graceMs } of steps) {
		if (!send(target, signal)) return true;
		const until = Date.now() + graceMs;
		while (Date.now() < until) {
			await sleep(25);
			if (isGone(pid, options.group === true)) return true;
		}
	}
	return isGone(pid, options.group === true);
}

/** Below the range from which Linux, macOS and Windows take ports for outgoing connections and for listeners that leave the choice to them: nothing that starts meanwhile is given one of these. */
const FIRST_PORT = 15_000;
const LAST_PORT = 32_000;
const PORT_TRIES = 50;
const handedOut = new Set<number>();

/** A loopback port that was free a moment ago, never the same one twice: `preferred` when it still is. Throws when none is found. */
export async function freePort(preferred = 0): Promise<number> {
	if (preferred !== 0 && (await isFree(preferred))) return preferred;
	for (let tried = 0; tried < PORT_TRIES; tried++) {
		const port = randomInt(FIRST_PORT, LAST_PORT);
		if (handedOut.has(port)) continue;
		handedOut.add(port);
		if (await isFree(port)) return port;
	}
	throw new Error('No free port on 127.0.0.1');
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
	});
}

async function pollUntilGone(pid: number, pollMs: number): Promise<ProcessExit> {
	const start = processStartOf(pid);
	while (start !== null && processStartOf(pid) === start) await sleep(pollMs, undefined, { ref: false });
	return { code: null, signal: null };
}

function isGone(pid: number, group: boolean): boolean {
	return group ? !send(-pid, 0) : processStartOf(pid) === null;
}

function send(target: number, signal: NodeJS.Signals | 0): boolean {
	try {
		process.kill(target, signal);
		return true;
	} catch (error) {
		return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
	}
}

function askPs(pid: number, column: string): string | null {
	const answer = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' });
	const text = (answer.stdout ?? '').trim();
	return text === '' || text.includes('<defunct>') ? null : text;
}

function allPids(): string[] {
	return (spawnSync('ps', ['-axo', 'pid='], { encoding: 'utf8' }).stdout ?? '').split('\n').filter((line) => line.trim() !== '');
}
