import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, exitOf, findProcesses, freePort } from '@interlock/db/embedded';
import { prepareNamespace, SEARCH_ATTRIBUTES, temporalAnswers } from './prepare-namespace.ts';

/** A server that answers. `process` is the child, or the pid of one that another launcher started. */
export interface RunningTemporal {
	process: ChildProcess | number;
	pid: number;
	port: number;
}

export interface TemporalLaunch {
	binary: string;
	dbFile: string;
	logFile: string;
	namespace: string;
	/** A fixed port, or null for `lastPort` when it is free, else any. */
	port: number | null;
	lastPort: number;
}

const START_MS = 60_000;

/**
 * The living server of a database file, started by a launcher that is gone; null when there is none. The process table is asked, not a record:
 * two servers would both run on one file and damage it. One that doesn't answer, or is on another port than wanted, is ended, and so is a second one.
 */
export async function adoptTemporal(dbFile: string, port: number | null): Promise<RunningTemporal | null> {
	const [first, ...others] = findProcesses(`--db-filename ${dbFile} `);
	for (const { pid } of others) await endTemporal(pid, 0);
	if (first === undefined) return null;
	const actual = Number(/--port (\d+)/.exec(first.commandLine)?.[1]);
	if (others.length === 0 && (port === null || port === actual) && (await answersWithin(actual, 5_000))) {
		return { process: first.pid, pid: first.pid, port: actual };
	}
	await endTemporal(first.pid, 1_000);
	return null;
}

/** Starts the server and waits until it answers. Throws with its own last line when it ends instead. */
export async function launchTemporal(launch: TemporalLaunch): Promise<RunningTemporal> {
	const port = launch.port ?? (await freePort(launch.lastPort));
	const logStart = existsSync(launch.logFile) ? statSync(launch.logFile).size : 0;
	const child = spawnTemporal(launch, port);
	const exit = exitOf(child);
	const failed = new Promise<Error>((resolve) => child.once('error', resolve));
	const answers = answersWithin(port, START_MS, exit);
	const outcome = await Promise.race([failed, answers]);
	if (outcome === true && child.pid !== undefined) return { process: child, pid: child.pid, port };
	if (outcome instanceof Error) throw outcome;
	if (child.pid !== undefined) await endTemporal(child.pid, 0);
	const said = readFileSync(launch.logFile, 'utf8').slice(logStart).trim().split('\n').at(-1);
	throw new Error(`Temporal did not start: ${said || 'it said nothing'} (log: ${launch.logFile})`);
}

/** Sets retention and search attributes on a server that has just begun to answer. */
export function prepareServer({ port }: RunningTemporal, namespace: string): Promise<void> {
	return prepareNamespace(`127.0.0.1:${port}`, namespace);
}

/** Asks it to stop, then kills it. The database file survives both. */
export async function endTemporal(pid: number, graceMs = 4_000): Promise<void> {
	await endProcess(pid, [
		{ signal: 'SIGTERM', graceMs },
		{ signal: 'SIGKILL', graceMs: 1_000 },
	]);
}

function spawnTemporal({ binary, dbFile, logFile, namespace }: TemporalLaunch, port: number): ChildProcess {
	const args = ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--db-filename', dbFile, '--port', String(port)];
	args.push('--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL', '--log-level', 'error', '--namespace', namespace);
	for (const name of SEARCH_ATTRIBUTES) args.push('--search-attribute', `${name}=Keyword`);
	const log = openSync(logFile, 'a', 0o640);
	try {
		const child = spawn(binary, args, { stdio: ['ignore', log, log], detached: true, cwd: '/' });
		child.unref();
		return child;
	} finally {
		closeSync(log);
	}
}

async function answersWithin(port: number, waitMs: number, unless?: Promise<unknown>): Promise<boolean> {
	const until = Date.now() + waitMs;
	let given = false;
	void unless?.then(() => {
		given = true;
	});
	while (!given && Date.now() < until) {
		if (await temporalAnswers(`127.0.0.1:${port}`)) return !given;
		await sleep(50);
	}
	return false;
}
