import { join } from 'node:path';

// What the agent and a shim tell each other lies in the attempt's folder: both outlive the other's death.

/** Why a training ended. `exited` = by itself; the others = the shim ended it. */
export type EndCause = 'exited' | 'not-started' | 'cancel' | 'stale' | 'system-stop' | 'fenced' | 'max-runtime' | 'terminated';

/** Reasons for which the agent asks the shim to end the training. */
export type StopReason = Extract<EndCause, 'cancel' | 'stale' | 'system-stop'>;

/** launch.json: written by the agent, with the run's token in `env`. */
export interface Launch {
	attemptId: string;
	leaseToken: number;
	/** Program and arguments; no shell. */
	command: string[];
	folder: string;
	env: Record<string, string>;
	/** Account to run under; null = the agent's own. */
	account: { uid: number; gid: number } | null;
	/** After SIGTERM, before SIGKILL, when somebody asked for the end. */
	stopGraceMs: number;
	/** The same when the lease ran out. */
	fenceGraceMs: number;
	maxRuntimeMs: number;
}

/** run.json: written by the shim; `pid` is null until the training is spawned. */
export interface RunFile {
	bootId: string;
	leaseToken: number;
	shimPid: number;
	shimStartTime: string;
	pid: number | null;
	startTime: string | null;
}

/** exit.json: the shim's last word. */
export interface ExitFile {
	cause: EndCause;
	exitCode: number | null;
	signal: string | null;
	/** Why it could not be started. */
	message: string | null;
	straysKilled: number;
}

/** The files of an attempt's folder. */
export function shimFiles(folder: string) {
	return {
		launch: join(folder, 'launch.json'),
		run: join(folder, 'run.json'),
		exit: join(folder, 'exit.json'),
		/** {reason}: asks the shim to end the training. */
		stop: join(folder, 'stop.json'),
		/** {atMs}: monotonic clock of this boot; past it the lease may be another's. */
		deadline: join(folder, 'deadline.json'),
		stdout: join(folder, 'stdout.log'),
		stderr: join(folder, 'stderr.log'),
	};
}

/** Milliseconds of the clock that all processes of a boot share and nobody can set. */
export function monotonicMs(): number {
	return Number(process.hrtime.bigint() / 1_000_000n);
}
