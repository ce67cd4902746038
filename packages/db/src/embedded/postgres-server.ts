import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { SERVER_ENV } from './postgres-binaries.ts';
import { askServer } from './ask-server.ts';
import { commandLineOf, endProcess, exitOf, freePort } from './process.ts';

/** A server that answers on its port. `process` is the child, or the pid of one that another launcher started. */
export interface RunningServer {
	process: ChildProcess | number;
	pid: number;
	port: number;
}

export interface LaunchOptions {
	program: string;
	logFile: string;
	/** A fixed port, or null for the one used last or a free one. */
	port: number | null;
	/** False turns off fsync and full-page writes: for tests only. */
	durable: boolean;
}

/** After a kill, the dead server's pid and shared memory linger until they are reaped. */
const LOCK_RACE = /lock file "postmaster\.pid" already exists|shared memory block .* is still in use/;
const LOCK_RACE_MS = 10_000;
const PORT_TAKEN = /could not bind .*: Address already in use|could not create any TCP\/IP sockets/;
const RECOVERY_MS = 60_000;

/** The living server of a cluster, started by a launcher that is gone; null when there is none. One that doesn't answer is ended. */
export async function adoptServer(cluster: Cluster, port: number | null): Promise<RunningServer | null> {
	const pidFile = join(cluster.clusterDir, 'postmaster.pid');
	if (!existsSync(pidFile)) return null;
	const [pidLine, , , portLine] = readFileSync(pidFile, 'utf8').split('\n');
	const pid = Number(pidLine);
	if (!commandLineOf(pid)?.includes(cluster.clusterDir)) {
		// Postgres itself trusts a pid that a stranger may own by now, after a reboot for example.
		if (commandLineOf(pid) !== null) rmSync(pidFile, { force: true });
		return null;
	}
	const fits = port === null || port === Number(portLine);
	if (fits && (await askServer({ ...cluster, port: Number(portLine) }, { untilMs: Date.now() + LOCK_RACE_MS }))) {
		return { process: pid, pid, port: Number(portLine) };
	}
	await endServer(pid);
	return null;
}

/** Starts the server and waits until it answers. Retries while a killed predecessor's lock lingers. Throws with Postgres' own last line. */
export async function launchServer(cluster: Cluster, options: LaunchOptions): Promise<RunningServer> {
	const patienceEndsMs = Date.now() + LOCK_RACE_MS;
	for (;;) {
		const port = options.port ?? (await freePort(cluster.port));
		const logStart = existsSync(options.logFile) ? statSync(options.logFile).size : 0;
		const child = spawnServer(cluster, options, port);
		const failed = new Promise<Error>((resolve) => child.once('error', resolve));
		const exit = exitOf(child);
		const answers = askServer({ ...cluster, port }, { untilMs: Date.now() + RECOVERY_MS, unless: exit });
		const outcome = await Promise.race([failed, answers]);
		if (outcome === true && child.pid !== undefined) return { process: child, pid: child.pid, port };
		if (outcome instanceof Error) throw outcome;
		if (child.pid !== undefined) await endServer(child.pid);
		const said = readFileSync(options.logFile, 'utf8').slice(logStart);
		const again = LOCK_RACE.test(said) || (PORT_TAKEN.test(said) && options.port === null);
		if (!again || Date.now() > patienceEndsMs) throw new Error(`Postgres did not start: ${lastComplaint(said)} (log: ${options.logFile})`);
		await sleep(250);
	}
}

/** Fast shutdown, then immediate, then kill. */
export async function endServer(pid: number, graceMs = 5_000): Promise<void> {
	await endProcess(pid, [
		{ signal: 'SIGINT', graceMs },
		{ signal: 'SIGQUIT', graceMs: 1_000 },
		{ signal: 'SIGKILL', graceMs: 1_000 },
	]);
}

function spawnServer(cluster: Cluster, options: LaunchOptions, port: number): ChildProcess {
	const settings = {
		shared_buffers: '128MB',
		max_connections: '200',
		max_wal_size: '1GB',
		random_page_cost: '1.1',
		jit: 'off',
		timezone: 'UTC',
		log_timezone: 'UTC',
		log_min_messages: 'warning',
		log_line_prefix: '%m [%p] ',
		...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
	};
	const log = openSync(options.logFile, 'a', 0o640);
	try {
		const args = ['-D', cluster.clusterDir, '-h', '127.0.0.1', '-p', String(port), '-k', ''];
		for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
		const child = spawn(options.program, args, {
			cwd: cluster.account ? '/' : cluster.clusterDir,
			stdio: ['ignore', log, log],
			detached: true,
			env: SERVER_ENV,
			...(cluster.account ? { uid: cluster.account.uid, gid: cluster.account.gid } : {}),
		});
		child.unref();
		return child;
	} finally {
		closeSync(log);
	}
}

function lastComplaint(said: string): string {
	const lines = said.trim().split('\n');
	return (lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'it said nothing').replace(/^.*?(?=FATAL|PANIC|ERROR)/, '');
}
