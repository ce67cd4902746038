import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processStartOf, tryLock, waitForLock } from './index.ts';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'interlock-lock-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('lock file', () => {
	test('is held by one process at a time and tells the second one who has it', () => {
		const file = join(folder, 'lock');
		const first = tryLock(file, 'http://127.0.0.1:1');
		expect(first.held).toBe(true);
		expect(tryLock(file)).toEqual({
			held: false,
			owner: { pid: process.pid, start: processStartOf(process.pid), note: 'http://127.0.0.1:1' },
		});
		if (first.held) first.release();
		expect(tryLock(file).held).toBe(true);
		expect(readdirSync(folder)).toEqual(['lock']);
	});

	test('of a dead process is taken over, also when its pid lives on in another process', () => {
		const file = join(folder, 'lock');
		const dead = spawnSync('true').pid;
		for (const owner of [
			{ pid: dead, start: 'x' },
			{ pid: process.pid, start: 'another boot' },
		]) {
			writeFileSync(file, JSON.stringify({ ...owner, note: '' }));
			const attempt = tryLock(file);
			expect(attempt.held).toBe(true);
			if (attempt.held) attempt.release();
		}
	});

	test('of a living stranger is waited for, and named when the wait is over', async () => {
		const file = join(folder, 'lock');
		const stranger = spawn('sleep', ['30']);
		const pid = stranger.pid ?? 0;
		writeFileSync(file, JSON.stringify({ pid, start: processStartOf(pid), note: '' }));
		await expect(waitForLock(file, 150)).rejects.toThrow(`held by process ${pid}`);
		const waiting = waitForLock(file, 5_000);
		stranger.kill('SIGKILL');
		(await waiting).release();
	});
});
