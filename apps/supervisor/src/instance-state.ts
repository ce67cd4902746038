import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processStartOf } from '@interlock/db/embedded';
import type { PartName } from './part.ts';

export interface PartState {
	state: 'starting' | 'ready' | 'restarting' | 'stopped' | 'failed' | 'done';
	/** The living process, or null between two lives. */
	pid: number | null;
	port: number | null;
	restarts: number;
	lastError: string | null;
}

/** A part as the file has it: with the start of its process, so that a later process with the same pid isn't taken for it. */
export type RecordedPart = PartState & { start: string | null };

/** `INTERLOCK_HOME/state.json`: what runs, for the next start, for `/readyz` and for tests. */
export interface InstanceState {
	supervisor: { pid: number; start: string | null; startedAtMs: number };
	url: string;
	/** Every part was ready once. */
	ready: boolean;
	parts: Partial<Record<PartName, RecordedPart>>;
}

export interface StateFile {
	setPart(name: PartName, state: PartState): void;
	setReady(): void;
}

/** Begins a new state file in a home folder; each change replaces the file whole. */
export function createStateFile(home: string, url: string): StateFile {
	const supervisor = { pid: process.pid, start: processStartOf(process.pid), startedAtMs: Date.now() };
	const state: InstanceState = { supervisor, url, ready: false, parts: {} };
	const save = () => {
		const file = join(home, 'state.json');
		writeFileSync(`${file}.new`, `${JSON.stringify(state, null, '\t')}\n`, { mode: 0o644 });
		renameSync(`${file}.new`, file);
	};
	save();
	return {
		setPart: (name, part) => {
			state.parts[name] = { ...part, start: part.pid === null ? null : processStartOf(part.pid) };
			save();
		},
		setReady: () => {
			state.ready = true;
			save();
		},
	};
}

/** The state that the last supervisor of a home folder left; null when there is none that can be read. */
export function readState(home: string): InstanceState | null {
	const file = join(home, 'state.json');
	if (!existsSync(file)) return null;
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as InstanceState;
	} catch {
		return null;
	}
}
