import { type ChildProcess, spawn } from 'node:child_process';
import { linkSync, openSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, killStrays } from '../host/end-processes.ts';
import { readJson, writeJson } from '../host/json-file.ts';
import { bootIdOf, processStartOf } from '../host/process-identity.ts';
import { type EndCause, type ExitFile, type Launch, monotonicMs, type RunFile, type StopReason, shimFiles } from './shim-file.ts';

// The run shim: one per attempt, in its own session, so that neither the agent's death nor a Ctrl-C reaches it.
// 1. It spawns the training once: run.json is claimed by a link, which only one shim can make.
// 2. It ends the training when it is asked to (stop.json), when the lease's deadline passes without a renewal, after the
//    longest runtime, and when it is itself told to go.
// 3. However the training ends, its group and its strays end with it, and exit.json says how.

const POLL_MS = 200;
const LEFTOVER_GRACE_MS = 1000;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: shim FOLDER');
const files = shimFiles(folder);
const launch = readJson(files.launch) as Launch;
let terminated = false;
process.on('SIGTERM', () => {
	terminated = true;
});
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});

const runFile: RunFile = {
	bootId: bootIdOf(),
	leaseToken: launch.leaseToken,
	shimPid: process.pid,
	shimStartTime: processStartOf(process.pid) ?? '',
	pid: null,
	startTime: null,
};
if (claimRun()) await superviseTraining();

/** False when another shim of this attempt was first. */
function claimRun(): boolean {
	const own = `${files.run}.${process.pid}`;
	writeJson(own, runFile);
	try {
		linkSync(own, files.run);
		return true;
	} catch {
		return false;
	} finally {
		rmSync(own, { force: true });
	}
}

async function superviseTraining(): Promise<void> {
	const child = spawnTraining();
	const ended = endOf(child);
	if (child.pid === undefined) return writeExit('not-started', await ended, 0);
	writeJson(files.run, { ...runFile, pid: child.pid, startTime: processStartOf(child.pid) } satisfies RunFile);
	const cause = await Promise.race([ended.then((): EndCause => 'exited'), reasonToEnd()]);
	await endGroup(child.pid, graceMsFor(cause));
	const strays = await killStrays('INTERLOCK_ATTEMPT_ID', launch.attemptId);
	writeExit(cause, await Promise.race([ended, sleep(2000).then(() => ({ exitCode: null, signal: 'SIGKILL', message: null }))]), strays);
}

function spawnTraining(): ChildProcess {
	const [program = '', ...args] = launch.command;
	return spawn(program, args, {
		cwd: launch.folder,
		env: launch.env as NodeJS.ProcessEnv,
		...(launch.account ?? {}),
		detached: true,
		stdio: ['ignore', openSync(files.stdout, 'a', 0o600), openSync(files.stderr, 'a', 0o600)],
	});
}

type End = Pick<ExitFile, 'exitCode' | 'signal' | 'message'>;

function endOf(child: ChildProcess): Promise<End> {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve({ exitCode: null, signal: null, message: error.message }));
		child.once('exit', (exitCode, signal) => resolve({ exitCode, signal, message: null }));
	});
}

/** Resolves when the training has to end although it still runs. */
async function reasonToEnd(): Promise<EndCause> {
	const startedAtMs = monotonicMs();
	for (;;) {
		const stop = readJson(files.stop) as { reason: StopReason } | undefined;
		if (stop !== undefined) return stop.reason;
		if (terminated) return 'terminated';
		const deadline = readJson(files.deadline) as { atMs: number } | undefined;
		if (deadline === undefined || monotonicMs() > deadline.atMs) return 'fenced';
		if (monotonicMs() - startedAtMs > launch.maxRuntimeMs) return 'max-runtime';
		await sleep(POLL_MS);
	}
}

function graceMsFor(cause: EndCause): number {
	if (cause === 'exited') return LEFTOVER_GRACE_MS;
	return cause === 'fenced' ? launch.fenceGraceMs : launch.stopGraceMs;
}

function writeExit(cause: EndCause, end: End, straysKilled: number): void {
	writeJson(files.exit, { cause, ...end, straysKilled } satisfies ExitFile);
	process.exit(0);
}
