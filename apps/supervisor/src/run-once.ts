import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { endProcess, exitOf } from '@interlock/db/embedded';
import { openLog, readLog } from './log-file.ts';

export interface OnceOptions {
	script: string;
	args?: readonly string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
	/** Ends the program and its helpers. */
	signal: AbortSignal;
}

/** Runs a Node program to its end. Returns its exit code and what it wrote to its log. */
export async function runOnce(options: OnceOptions): Promise<{ code: number | null; output: string }> {
	const log = openLog(options.logFile);
	const child = spawn(process.execPath, [options.script, ...(options.args ?? [])], {
		cwd: options.cwd,
		env: options.env,
		stdio: ['ignore', log.descriptor, log.descriptor],
		detached: true,
	});
	closeSync(log.descriptor);
	child.once('error', () => {});
	const { pid } = child;
	if (pid === undefined) throw new Error(`${options.script} could not be started`);
	const end = () =>
		void endProcess(
			pid,
			[
				{ signal: 'SIGTERM', graceMs: 500 },
				{ signal: 'SIGKILL', graceMs: 1_000 },
			],
			{ group: true },
		);
	options.signal.addEventListener('abort', end, { once: true });
	if (options.signal.aborted) end();
	const { code } = await exitOf(child);
	options.signal.removeEventListener('abort', end);
	return { code, output: readLog(options.logFile, log.sizeBytes) };
}
