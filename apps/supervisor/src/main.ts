import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProcesses, freePort, makeEnterable, tryLock } from '@interlock/db/embedded';
import { beginQuickstart, bringUp } from './bring-up.ts';
import { checkPort } from './check-port.ts';
import { readSettings, type Settings } from './env.ts';
import { createStateFile, readState } from './instance-state.ts';
import { rotateLog } from './log-file.ts';
import { reclaim } from './reclaim.ts';
import { reportQuickstart } from './report-quickstart.ts';
import { say, seconds } from './say.ts';
import { loadSecrets } from './secrets.ts';
import { checkDatabase, checkTemporal } from './stores.ts';
import { createSupervision } from './supervision.ts';

const STOP_LIMIT_MS = 9_600;

const begunMs = Date.now();
const halt = new AbortController();
let faulty = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => halt.abort());
// Whoever started us may be killed: without them nobody could stop us, so we end too.
const parent = process.ppid;
setInterval(() => process.ppid === parent || halt.abort(), 1_000).unref();
process.on('unhandledRejection', (error) => {
	say(`The supervisor has a fault: ${messageOf(error)}`);
	faulty = true;
	halt.abort();
});

try {
	process.exit(await main());
} catch (error) {
	say(messageOf(error));
	process.exit(1);
}

/** Runs the instance until it is told to stop. Returns the exit code. */
async function main(): Promise<number> {
	const settings = readSettings(join(import.meta.dirname, '../../..'));
	const { home } = settings;
	openHome(home);
	const lock = tryLock(join(home, 'supervisor.lock'), settings.publicUrl);
	if (!lock.held) {
		throw new Error(`Interlock already runs from ${home} (process ${lock.owner.pid}) at ${lock.owner.note}: stop it, or choose another INTERLOCK_HOME`);
	}
	try {
		return await runInstance(settings);
	} finally {
		lock.release();
	}
}

async function runInstance(settings: Settings): Promise<number> {
	const { home } = settings;
	const left = await reclaim(readState(home), { postgres: settings.databaseUrl === null, temporal: settings.temporalAddress === null });
	if (left.length > 0) say(`  The last start was killed: ended what it left (${left.join(', ')})`);
	await checkPort(settings.port, 'INTERLOCK_PORT');
	await checkPort(settings.inferencePort, 'INTERLOCK_INFERENCE_PORT');
	if (settings.databaseUrl !== null) await checkDatabase(settings.databaseUrl);
	if (settings.temporalAddress !== null) await checkTemporal(settings.temporalAddress, settings.temporalNamespace);
	say(`Starting Interlock (state in ${home})`);
	const ports = { server: settings.port, inference: settings.inferencePort, web: await freePort() };
	const secrets = loadSecrets(home);
	const state = createStateFile(home, settings.publicUrl);
	const supervision = createSupervision({ say, changed: state.setPart });
	const rotation = setInterval(() => rotateLogs(home), 15_000);
	const given = { settings, secrets, ports, supervision, signal: halt.signal };
	const stopped = new Promise<null>((resolve) => halt.signal.addEventListener('abort', () => resolve(null), { once: true }));
	let code = 0;
	try {
		const links = await Promise.race([bringUp(given), stopped]);
		if (links !== null) {
			state.setReady();
			say(`Interlock is ready: ${settings.publicUrl} (${seconds(Date.now() - begunMs)})`);
			for (const { who, url } of links) say(`  Sign in as ${who}, once: ${url}`);
			if (settings.quickstart) await beginQuickstart(given);
			if (settings.quickstart)
				void reportQuickstart({ ...settings, serverUrl: `http://127.0.0.1:${settings.port}`, token: secrets.quickstartToken, say, signal: halt.signal });
			await stopped;
		}
	} catch (error) {
		say(messageOf(error));
		code = 1;
	}
	halt.abort();
	const stopMs = Date.now();
	if (code === 0) say('Stopping ...');
	await Promise.race([supervision.stopAll(), sleep(STOP_LIMIT_MS).then(() => killStores(home))]);
	clearInterval(rotation);
	if (code === 0) say(`Interlock has stopped (${seconds(Date.now() - stopMs)})`);
	if (code === 0) sayWhatStays(settings);
	return faulty ? 1 : code;
}

/** Who deletes the home to begin anew keeps what proves the old log; it is theirs to delete as well. */
function sayWhatStays({ home, checkpointFolder }: Settings): void {
	if (checkpointFolder === null || !existsSync(checkpointFolder)) return;
	say(`  Deleting ${home} leaves the signed checkpoints of its audit log in ${checkpointFolder}`);
}

/** A store that was still being started when the time was up. */
function killStores(home: string): void {
	for (const name of ['pg', 'temporal']) for (const { pid } of findProcesses(join(home, name))) process.kill(pid, 'SIGKILL');
}

/** Postgres' account must be able to pass through; nobody else may list it. */
function openHome(home: string): void {
	makeEnterable(home);
	try {
		accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch {
		throw new Error(`${home} can't be written by this user: choose another folder with INTERLOCK_HOME`);
	}
	if (process.getuid?.() === 0) chmodSync(home, 0o711);
	mkdirSync(join(home, 'logs'), { recursive: true });
}

function rotateLogs(home: string): void {
	const logs = join(home, 'logs');
	for (const name of readdirSync(logs)) if (name.endsWith('.log')) rotateLog(join(logs, name));
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
