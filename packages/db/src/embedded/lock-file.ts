import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStartOf } from './process.ts';

/** Who holds a lock: a process, told apart from a later one with the same pid by its start. */
export interface LockOwner {
	pid: number;
	start: string;
	/** What the owner wants others to know, such as its address. */
	note: string;
}

export type LockAttempt = { held: true; release(): void } | { held: false; owner: LockOwner };

/** Tries to hold a lock file. A dead owner's lock is taken over. The file appears whole, so nobody reads half an owner. */
export function tryLock(file: string, note = ''): LockAttempt {
	const own: LockOwner = { pid: process.pid, start: processStartOf(process.pid) ?? '', note };
	const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
	writeFileSync(draft, `${JSON.stringify(own)}\n`, { mode: 0o644 });
	try {
		for (;;) {
			if (link(draft, file)) return { held: true, release: () => rmSync(file, { force: true }) };
			const owner = readOwner(file);
			if (owner !== null && processStartOf(owner.pid) === owner.start) return { held: false, owner };
			removeStale(file, owner);
		}
	} finally {
		rmSync(draft, { force: true });
	}
}

/** Holds a lock file, waiting up to `waitMs` while another process has it. Throws with the owner's pid after that. */
export async function waitForLock(file: string, waitMs: number): Promise<{ release(): void }> {
	const until = Date.now() + waitMs;
	for (;;) {
		const attempt = tryLock(file);
		if (attempt.held) return attempt;
		if (Date.now() > until) throw new Error(`${file} is held by process ${attempt.owner.pid}`);
		await sleep(100);
	}
}

function readOwner(file: string): LockOwner | null {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as LockOwner;
	} catch {
		return null;
	}
}

/** Renames first, so that of two who saw the same dead owner neither removes the other's fresh lock. */
function removeStale(file: string, seen: LockOwner | null): void {
	const aside = `${file}.stale.${process.pid}`;
	try {
		renameSync(file, aside);
	} catch {
		return;
	}
	const taken = readOwner(aside);
	if (taken?.pid !== seen?.pid || taken?.start !== seen?.start) link(aside, file);
	rmSync(aside, { force: true });
}

function link(from: string, to: string): boolean {
	try {
		linkSync(from, to);
		return true;
	} catch (error) {
		if (existsSync(to) || (error instanceof Error && 'code' in error && error.code === 'EEXIST')) return false;
		throw error;
	}
}
