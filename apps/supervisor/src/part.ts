import type { ProcessExit } from '@interlock/db/embedded';

export type PartName = 'postgres' | 'temporal' | 'server' | 'web' | 'control' | 'agent' | 'inference' | 'quickstart';

/** One life of a part. */
export interface RunningPart {
	pid: number;
	port: number | null;
	/** Resolves when it answers; rejects when it takes too long. Never settles when it ends before. */
	ready: Promise<void>;
	exited: Promise<ProcessExit>;
	/** Asks it to end; harder after `graceMs`. */
	stop(graceMs: number): Promise<void>;
	/** The last complaint in its log, in one line. */
	lastError(): string | null;
}

export interface Part {
	name: PartName;
	/** As a person reads it: `Front door`. */
	label: string;
	/** Begins one life. Rejects with one plain line when it can't. */
	start(): Promise<RunningPart>;
	/** `until-done`: an exit with code 0 ends the part for good. */
	restart: 'always' | 'until-done';
}
