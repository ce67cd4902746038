import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Names this boot of the host: a pid noted in another boot means nothing. */
export function bootIdOf(): string {
	if (process.platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
	return spawnSync('sysctl', ['-n', 'kern.boottime'], { encoding: 'utf8' }).stdout.trim();
}

/** When a living process began (clock ticks since boot on Linux); null when it is gone or a zombie. With pid and boot it names one process for ever. */
export function processStartOf(pid: number): string | null {
	if (process.platform !== 'linux') {
		const text = (spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim();
		return text === '' ? null : text;
	}
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The command in parentheses may hold spaces; state is the first field after it, the start time the twentieth.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
	} catch {
		return null;
	}
}

export interface ProcessIdentity {
	pid: number;
	startTime: string;
	bootId: string;
}

/** Whether exactly this process still runs, and not a later one with the same pid. */
export function isRunning(identity: ProcessIdentity): boolean {
	return identity.bootId === bootIdOf() && processStartOf(identity.pid) === identity.startTime;
}
