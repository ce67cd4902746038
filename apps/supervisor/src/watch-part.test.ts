import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProcesses } from '@interlock/db/embedded';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PartState } from './instance-state.ts';
import { startNodePart } from './node-part.ts';
import type { Part } from './part.ts';
import type { Readiness } from './readiness.ts';
import { type WatchedPart, watchPart } from './watch-part.ts';

let folder: string;
let watched: WatchedPart[];
let lines: string[];
let states: PartState[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'interlock-supervisor-test-'));
	watched = [];
	lines = [];
	states = [];
});
afterEach(async () => {
	await Promise.all(watched.map((part) => part.stop(500)));
	expect(findProcesses(folder)).toEqual([]);
	rmSync(folder, { recursive: true, force: true });
});

function watch(source: string, options: { restart?: Part['restart']; readiness?: Readiness; readyTimeoutMs?: number } = {}): WatchedPart {
	const script = join(folder, 'part.mjs');
	writeFileSync(script, source);
	const { restart = 'always', readiness = { kind: 'line' }, readyTimeoutMs = 10_000 } = options;
	const part: Part = {
		name: 'control',
		label: 'Control worker',
		restart,
		start: async () =>
			startNodePart({
				...{ script, args: [], cwd: folder, env: { NODE_ENV: 'production' }, port: null, readiness, readyTimeoutMs },
				...{ logFile: join(folder, 'part.log'), endsHelpers: true, stopSignal: 'SIGTERM' },
			}),
	};
	const watching = watchPart(part, { say: (text) => lines.push(text), changed: (state) => states.push(state) });
	watched.push(watching);
	return watching;
}

const READY = `console.log(JSON.stringify({ level: 30, msg: 'ready' }));`;

describe('a watched part', () => {
	test('is started again after a kill -9, with a new pid in the state and one line for the person', async () => {
		await watch(`${READY} setInterval(() => {}, 1000);`).ready;
		const first = states.at(-1)?.pid ?? 0;
		process.kill(first, 'SIGKILL');
		await vi.waitFor(() => expect(lines.at(-1)).toMatch(/Control worker is back/), 10_000);
		expect(lines.at(-2)).toMatch(/^ {2}Control worker ended \(signal SIGKILL\)\. Starting it again in 0\.2 s\.$/);
		expect(states.at(-1)).toMatchObject({ state: 'ready', restarts: 1 });
		expect(states.at(-1)?.pid).not.toBe(first);
	});

	test('that fails before it was ever ready is given up after a few tries, with its last error', async () => {
		const source = `console.log(JSON.stringify({ level: 60, msg: 'no heart', err: { message: 'queue is gone' } })); process.exit(3);`;
		await expect(watch(source).ready).rejects.toThrow('Control worker ended (exit code 3): no heart: queue is gone');
		expect(lines.map((line) => /again in (.*) s/.exec(line)?.[1])).toEqual(['0.2', '0.4', '0.8']);
		expect(states.at(-1)).toMatchObject({ state: 'failed', pid: null });
	});

	test('that throws tells the thrown message, not its stack', async () => {
		await expect(watch(`throw new Error('DATABASE_URL is not set');`).ready).rejects.toThrow(/exit code 1\): Error: DATABASE_URL is not set$/);
	});

	test('that never answers is ended and started again', async () => {
		const silent = watch('setInterval(() => {}, 1000);', { readyTimeoutMs: 300 });
		await expect(silent.ready).rejects.toThrow('Control worker did not start: not ready after 0 s');
	});

	test('that has done its work is not started again', async () => {
		const done = watch('process.exit(0);', { restart: 'until-done', readiness: { kind: 'at-once' } });
		await done.ready;
		await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'done', pid: null, restarts: 0 }), 5_000);
	});

	test('that keeps failing at its work is left alone after three tries, and a kill is not one of them', async () => {
		const failing = watch('setTimeout(() => process.exit(1), 150);', { restart: 'until-done', readiness: { kind: 'at-once' } });
		await failing.ready;
		process.kill(states.at(-1)?.pid ?? 0, 'SIGKILL');
		await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'failed', pid: null, restarts: 4 }), 10_000);
		expect(lines.at(-1)).toBe('  Control worker ended (exit code 1). It is not started again before the next start.');
	});

	test('that ignores SIGTERM is killed with its helpers when its grace is over', async () => {
		const source = `
			import { spawn } from 'node:child_process';
			process.on('SIGTERM', () => {});
			spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)', ${JSON.stringify(folder)}], { stdio: 'ignore' });
			setTimeout(() => { ${READY} }, 200); setInterval(() => {}, 1000);`;
		const stubborn = watch(source);
		await stubborn.ready;
		expect(findProcesses(folder)).toHaveLength(2);
		const begunMs = Date.now();
		await stubborn.stop(400);
		expect(Date.now() - begunMs).toBeLessThan(2_000);
		expect(findProcesses(folder)).toEqual([]);
		expect(states.at(-1)).toMatchObject({ state: 'stopped', pid: null });
	});
});
