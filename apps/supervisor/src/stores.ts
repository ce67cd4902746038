import { join } from 'node:path';
import { connectDatabase } from '@interlock/db';
import { type EmbeddedPostgres, type ProcessExit, startEmbeddedPostgres } from '@interlock/db/embedded';
import { ensureTemporalBinary, prepareNamespace, startEmbeddedTemporal, temporalAnswers } from '@interlock/temporal/embedded';
import type { Settings } from './env.ts';
import { lastErrorIn, readLog, rotateLog } from './log-file.ts';
import type { Part, RunningPart } from './part.ts';

/** Embedded Postgres as a part. After its first start it always comes back on the same port, since the others know that one. */
export function postgresPart(settings: Settings, logFile: string, started: (server: EmbeddedPostgres) => void): Part {
	let port: number | undefined;
	return {
		name: 'postgres',
		label: 'Postgres',
		restart: 'always',
		start: async () => {
			rotateLog(logFile);
			const server = await startEmbeddedPostgres({ dataDir: join(settings.home, 'pg'), cacheDir: settings.cache, logFile, port });
			port = server.port;
			started(server);
			return asRunning(server, logFile);
		},
	};
}

/** Embedded Temporal as a part, likewise; its program is installed first when it is missing. */
export function temporalPart(settings: Settings, logFile: string, signal: AbortSignal, started: (address: string) => void): Part {
	let port: number | undefined;
	return {
		name: 'temporal',
		label: 'Temporal',
		restart: 'always',
		start: async () => {
			rotateLog(logFile);
			const binary = await ensureTemporalBinary({ cacheDir: settings.cache, python: settings.python, signal });
			const dir = join(settings.home, 'temporal');
			const server = await startEmbeddedTemporal({ dir, binary, logFile, port, namespace: settings.temporalNamespace });
			port = server.port;
			started(server.address);
			return asRunning(server, logFile);
		},
	};
}

/** Throws one line when a given database can't be reached. */
export async function checkDatabase(url: string): Promise<void> {
	const place = placeOf(url);
	try {
		const database = await connectDatabase(url, { max: 1, name: 'interlock supervisor' });
		await database.close();
	} catch (error) {
		throw new Error(`The database of DATABASE_URL (${place}) can't be reached: ${reasonOf(error)}`);
	}
}

/** Throws one line when a given Temporal can't be reached, or lacks our namespace and may not make it. */
export async function checkTemporal(address: string, namespace: string): Promise<void> {
	if (!(await temporalAnswers(address, 5_000))) throw new Error(`Temporal can't be reached at ${address} (TEMPORAL_ADDRESS)`);
	try {
		await prepareNamespace(address, namespace);
	} catch (error) {
		throw new Error(`Temporal at ${address} refuses to prepare namespace ${namespace}: ${reasonOf(error)}`);
	}
}

function asRunning(server: { pid: number; port: number; exited: Promise<ProcessExit>; stop(graceMs?: number): Promise<void> }, logFile: string): RunningPart {
	return {
		pid: server.pid,
		port: server.port,
		ready: Promise.resolve(),
		exited: server.exited,
		stop: (graceMs) => server.stop(graceMs),
		lastError: () => lastErrorIn(readLog(logFile, 0, 4_096)),
	};
}

/** Host, port and name of a database URL, without its password. */
function placeOf(url: string): string {
	if (!URL.canParse(url)) throw new Error('DATABASE_URL is not a URL such as postgres://user:password@host:5432/name');
	const { host, pathname } = new URL(url);
	return `${host}${pathname}`;
}

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const code = 'code' in error ? String(error.code) : '';
	return (error.message || code).split('\n')[0] ?? code;
}
