import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { endProcess, type ProcessExit } from '@interlock/db/embedded';
import { lastErrorIn, openLog, readLog, rotateLog } from './log-file.ts';
import type { RunningPart } from './part.ts';
import { type Readiness, untilReady } from './readiness.ts';

export interface NodePartOptions {
	/** The script and its arguments, run by the Node that runs us. */
	script: string;
	args: readonly string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
	port: number | null;
	readiness: Readiness;
	readyTimeoutMs: number;
	/** Whether helpers that outlive a killed part are ended too. Not for the agent: trainings go on and the next agent attaches. */
	endsHelpers: boolean;
	/** What asks it to end. */
	stopSignal: 'SIGTERM' | 'SIGINT';
}

/** Starts a part as a Node process in a process group of its own, its output in its log. */
export function startNodePart(options: NodePartOptions): RunningPart {
	rotateLog(options.logFile);
	const log = openLog(options.logFile);
	const child = spawn(process.execPath, [options.script, ...options.args], {
		cwd: options.cwd,
		env: options.env,
		stdio: ['ignore', log.descriptor, log.descriptor],
		detached: true,
	});
	closeSync(log.descriptor);
	const { pid } = child;
	if (pid === undefined) throw new Error(`${options.script} could not be started in ${options.cwd}`);
	const life = new AbortController();
	const exited = new Promise<ProcessExit>((resolve) => {
		child.once('error', () => {});
		child.once('exit', (code, signal) => {
			life.abort();
			if (options.endsHelpers) void endProcess(pid, [{ signal: 'SIGKILL', graceMs: 1_000 }], { group: true });
			resolve({ code, signal });
		});
	});
	return {
		pid,
		port: options.port,
		exited,
		ready: untilReady({
			readiness: options.readiness,
			logFile: options.logFile,
			logFromByte: log.sizeBytes,
			timeoutMs: options.readyTimeoutMs,
			signal: life.signal,
		}),
		lastError: () => lastErrorIn(readLog(options.logFile, log.sizeBytes)),
		stop: async (graceMs) => {
			const steps = [{ signal: options.stopSignal, graceMs } as const, { signal: 'SIGKILL', graceMs: 1_000 } as const];
			await endProcess(pid, steps, { group: true });
		},
	};
}
