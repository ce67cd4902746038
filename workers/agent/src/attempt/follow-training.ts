import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, killStrays } from '../host/end-processes.ts';
import { readJson, writeJson } from '../host/json-file.ts';
import { bootIdOf, isRunning, processStartOf } from '../host/process-identity.ts';
import { type ExitFile, monotonicMs, type RunFile, type StopReason } from '../shim/shim-file.ts';
import type { AttemptFolder } from './attempt-folder.ts';

const POLL_MS = 150;
const SHIM_START_MS = 20_000;

export interface FollowOptions {
	attemptId: string;
	/** Asked again and again: a reason to end the training, or null. */
	stopReason: () => StopReason | null;
	/** Called once the training's pid is known. */
	onPid: (pid: number) => void;
	/** Fires when the agent goes away and the training stays. */
	leaving: AbortSignal;
}

/**
 * Follows a launched training to its end, whether this agent launched it or an earlier one. What counts is in the
 * folder: run.json says who runs, exit.json how it ended. A shim that is gone without a word takes its training along.
 */
export async function followTraining(folder: AttemptFolder, options: FollowOptions): Promise<ExitFile> {
	const startedAtMs = monotonicMs();
	for (;;) {
		const run = readJson(folder.shim.run) as RunFile | undefined;
		const exit = readJson(folder.shim.exit) as ExitFile | undefined;
		if (exit !== undefined) return exit;
		if (run === undefined && monotonicMs() - startedAtMs > SHIM_START_MS) return goneExit('The shim of the training did not start.');
		if (run !== undefined) {
			if (run.pid !== null) options.onPid(run.pid);
			if (!isShimRunning(run)) return (readJson(folder.shim.exit) as ExitFile | undefined) ?? (await endOrphan(run, options.attemptId));
		}
		const reason = options.stopReason();
		if (reason !== null && !existsSync(folder.shim.stop)) writeJson(folder.shim.stop, { reason });
		await sleep(POLL_MS, undefined, { signal: options.leaving });
	}
}

function isShimRunning(run: RunFile): boolean {
	return isRunning({ pid: run.shimPid, startTime: run.shimStartTime, bootId: run.bootId });
}

/** Nobody is left to learn the exit code, so the training is ended rather than left to run unwatched. */
async function endOrphan(run: RunFile, attemptId: string): Promise<ExitFile> {
	if (run.bootId !== bootIdOf()) return goneExit('The host was restarted during the training.');
	if (run.pid !== null && run.startTime !== null && processStartOf(run.pid) === run.startTime) await endGroup(run.pid, 0);
	await killStrays('INTERLOCK_ATTEMPT_ID', attemptId);
	return goneExit('The shim that watched the training was killed.');
}

function goneExit(message: string): ExitFile {
	return { cause: 'terminated', exitCode: null, signal: null, message, straysKilled: 0 };
}
