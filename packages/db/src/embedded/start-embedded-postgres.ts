import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureDatabase, urlOf } from './ask-server.ts';
import { findCluster, initCluster, saveRecord } from './cluster.ts';
import { waitForLock } from './lock-file.ts';
import { preparePostgresBinaries } from './postgres-binaries.ts';
import { adoptServer, endServer, launchServer } from './postgres-server.ts';
import { exitOf, type ProcessExit } from './process.ts';
import { makeEnterable } from './server-account.ts';

export interface EmbeddedPostgresOptions {
	/** Holds `server.json` and, where Postgres' account can enter it, the cluster. */
	dataDir: string;
	/** Holds a copy of the programs where their own place can't be entered. */
	cacheDir: string;
	/** A fixed port; without it the one used last, or a free one. */
	port?: number;
	/** Default `dataDir/postgres.log`. */
	logFile?: string;
	/** The database that `url` names; made when missing. Default `interlock`. */
	database?: string;
	/** False is for tests only: no fsync, and the server ends when this process is gone, however it went. Default true. */
	durable?: boolean;
}

export interface EmbeddedPostgres {
	/** Connection URL with the generated password. */
	url: string;
	port: number;
	pid: number;
	/** Where the cluster's files are. */
	clusterDir: string;
	/** True when a server left by an earlier launcher was taken over. */
	adopted: boolean;
	/** Resolves when the server ends, by whatever cause. */
	exited: Promise<ProcessExit>;
	/** Ends the server: fast shutdown, and harder after `graceMs` (default 5 s). */
	stop(graceMs?: number): Promise<void>;
}

/**
 * Starts Postgres 18 on 127.0.0.1 (scram password, no unix socket), or takes over the living server of the same folder.
 * As root it runs under `postgres` or `nobody`. Throws one plain line when it can't.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
	const dataDir = resolve(options.dataDir);
	makeEnterable(dataDir);
	const lock = await waitForLock(join(dataDir, 'start.lock'), 120_000);
	try {
		return await startLocked(dataDir, options);
	} finally {
		lock.release();
	}
}

async function startLocked(dataDir: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
	const durable = options.durable ?? true;
	const cluster = findCluster(dataDir);
	const binaries = preparePostgresBinaries(options.cacheDir, cluster.account);
	const port = options.port ?? null;
	const logFile = options.logFile ?? join(dataDir, 'postgres.log');
	const database = options.database ?? 'interlock';
	await initCluster(cluster, binaries, { durable });
	cluster.clusterDir = realpathSync(cluster.clusterDir);
	const adopted = await adoptServer(cluster, port);
	const server = adopted ?? (await launchServer(cluster, { program: binaries.postgres, logFile, port, durable }));
	cluster.port = server.port;
	saveRecord(dataDir, cluster);
	await ensureDatabase(cluster, database);
	const leash = durable ? null : tieToUs(server.pid);
	return {
		url: urlOf(cluster, database),
		port: server.port,
		pid: server.pid,
		clusterDir: cluster.clusterDir,
		adopted: adopted !== null,
		exited: exitOf(server.process),
		stop: async (graceMs) => {
			leash?.kill('SIGKILL');
			await endServer(server.pid, graceMs);
		},
	};
}

/** A shell that waits for our end and then ends the server: a killed test run leaves nothing behind. */
function tieToUs(serverPid: number): ChildProcess {
	const wait = 'while kill -0 "$1" 2>/dev/null; do sleep 1; done; kill -INT "$2"';
	const shell = spawn('/bin/sh', ['-c', wait, 'leash', String(process.pid), String(serverPid)], { detached: true, stdio: 'ignore' });
	shell.unref();
	return shell;
}
