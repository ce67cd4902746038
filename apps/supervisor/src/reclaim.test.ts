import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processStartOf } from '@interlock/db/embedded';
import { afterEach, expect, test } from 'vitest';
import type { InstanceState, RecordedPart } from './instance-state.ts';
import type { PartName } from './part.ts';
import { reclaim } from './reclaim.ts';

const pids: number[] = [];

afterEach(() => {
	for (const pid of pids.splice(0)) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It is gone already.
		}
	}
});

async function leave(): Promise<number> {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
	await once(child, 'spawn');
	const pid = child.pid ?? 0;
	pids.push(pid);
	return pid;
}

function stateOf(parts: Partial<Record<PartName, { pid: number; start: string | null }>>): InstanceState {
	const recorded = Object.entries(parts).map(([name, { pid, start }]): [string, RecordedPart] => [
		name,
		{ state: 'ready', pid, start, port: null, restarts: 0, lastError: null },
	]);
	return { supervisor: { pid: 0, start: null, startedAtMs: 0 }, url: '', ready: true, parts: Object.fromEntries(recorded) };
}

const EMBEDDED = { postgres: true, temporal: true };

test('what a killed supervisor left is ended', async () => {
	const pid = await leave();
	expect(await reclaim(stateOf({ web: { pid, start: processStartOf(pid) } }), EMBEDDED)).toEqual(['web']);
	expect(processStartOf(pid)).toBeNull();
});

test('a stranger that has the recorded pid by now is left alone', async () => {
	const pid = await leave();
	expect(await reclaim(stateOf({ web: { pid, start: 'another start' } }), EMBEDDED)).toEqual([]);
	expect(processStartOf(pid)).not.toBeNull();
});

test('Postgres and Temporal are left to be taken over, but ended when others are given instead', async () => {
	const [postgres, temporal] = [await leave(), await leave()];
	const state = stateOf({ postgres: { pid: postgres, start: processStartOf(postgres) }, temporal: { pid: temporal, start: processStartOf(temporal) } });
	expect(await reclaim(state, EMBEDDED)).toEqual([]);
	expect(await reclaim(state, { postgres: false, temporal: true })).toEqual(['postgres']);
	expect([processStartOf(postgres), processStartOf(temporal)].map((start) => start === null)).toEqual([true, false]);
});
