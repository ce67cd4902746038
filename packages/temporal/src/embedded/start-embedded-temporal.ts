import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitOf, type ProcessExit, waitForLock } from '@interlock/db/embedded';
import { adoptTemporal, endTemporal, launchTemporal, prepareServer } from './temporal-server.ts';

export interface EmbeddedTemporalOptions {
	/** Holds the database file, the port used last and the launcher's lock. */
	dir: string;
	/** The `temporal` program, from `ensureTemporalBinary`. */
	binary: string;
	/** A fixed port; without it the one used last, or a free one. */
	port?: number;
	/** Default `default`. */
	namespace?: string;
	/** Default `dir/temporal.log`. */
	logFile?: string;
}

export interface EmbeddedTemporal {
	/** `127.0.0.1:<port>` for clients and workers. */
	address: string;
	port: number;
	namespace: string;
	pid: number;
	/** True when a server left by an earlier launcher was taken over. */
	adopted: boolean;
	/** Resolves when the server ends, by whatever cause. */
	exited: Promise<ProcessExit>;
	/** Ends the server, by kill after `graceMs` (default 4 s). */
	stop(graceMs?: number): Promise<void>;
}

/**
 * Starts Temporal's development server on a SQLite file (write-ahead log), or takes over the living server of the same file: never a second one.
 * Retention is 30 days and our search attributes exist when it returns. Throws one plain line when it can't.
 */
export async function startEmbeddedTemporal(options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
	mkdirSync(options.dir, { recursive: true });
	const dir = realpathSync(options.dir);
	const lock = await waitForLock(join(dir, 'start.lock'), 120_000);
	try {
		return await startLocked(dir, options);
	} finally {
		lock.release();
	}
}

async function startLocked(dir: string, options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
	const namespace = options.namespace ?? 'default';
	const port = options.port ?? null;
	const dbFile = join(dir, 'temporal.db');
	const portFile = join(dir, 'port');
	const lastPort = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
	const logFile = options.logFile ?? join(dir, 'temporal.log');
	const adopted = await adoptTemporal(dbFile, port);
	const server = adopted ?? (await launchTemporal({ binary: options.binary, dbFile, logFile, namespace, port, lastPort }));
	writeFileSync(portFile, String(server.port));
	await prepareServer(server, namespace);
	return {
		address: `127.0.0.1:${server.port}`,
		port: server.port,
		namespace,
		pid: server.pid,
		adopted: adopted !== null,
		exited: exitOf(server.process),
		stop: (graceMs) => endTemporal(server.pid, graceMs),
	};
}
