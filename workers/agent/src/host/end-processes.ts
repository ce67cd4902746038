import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const SCANS = 5;

/** Sends a signal to a process group; says whether anybody was there to get it. */
export function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
	try {
		process.kill(-groupId, signal);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

/** SIGTERM to the group, and SIGKILL when somebody of it is left after the grace time. */
export async function endGroup(groupId: number, graceMs: number): Promise<void> {
	if (!signalGroup(groupId, 'SIGTERM')) return;
	if (await groupIsGone(groupId, graceMs)) return;
	signalGroup(groupId, 'SIGKILL');
}

async function groupIsGone(groupId: number, withinMs: number): Promise<boolean> {
	for (let waitedMs = 0; waitedMs <= withinMs; waitedMs += POLL_MS) {
		if (!signalGroup(groupId, 0)) return true;
		await sleep(POLL_MS);
	}
	return !signalGroup(groupId, 0);
}

/**
 * Kills what left its group but still carries `name=value` in its environment, until a scan finds nobody.
 * Returns how many were killed. Linux only; elsewhere the group is all there is.
 */
export async function killStrays(name: string, value: string): Promise<number> {
	const killed = new Set<number>();
	for (let scan = 0; scan < SCANS; scan += 1) {
		const pids = processesWith(`${name}=${value}`);
		if (pids.length === 0) break;
		for (const pid of pids) {
			killed.add(pid);
			try {
				process.kill(pid, 'SIGKILL');
			} catch {
				// Gone by itself.
			}
		}
		await sleep(POLL_MS);
	}
	return killed.size;
}

function processesWith(entry: string): number[] {
	if (process.platform !== 'linux') return [];
	const pids = readdirSync('/proc')
		.filter((folder) => /^\d+$/.test(folder))
		.map(Number);
	return pids.filter((pid) => pid !== process.pid && environmentOf(pid).includes(entry));
}

function environmentOf(pid: number): string[] {
	try {
		return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
	} catch {
		return [];
	}
}
