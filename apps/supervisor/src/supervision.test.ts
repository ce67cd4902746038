import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Part, PartName } from './part.ts';
import { createSupervision } from './supervision.ts';

const ALL: PartName[] = ['postgres', 'temporal', 'server', 'web', 'control', 'inference', 'agent', 'quickstart'];

/** A part that only notes its end, which takes `endMs`. */
function pretendPart(name: PartName, ended: string[], endMs: number): Part {
	const start = async () => {
		const over = Promise.withResolvers<{ code: number | null; signal: null }>();
		const stop = async () => {
			await sleep(endMs);
			ended.push(name);
			over.resolve({ code: 0, signal: null });
		};
		return { pid: process.pid, port: null, ready: Promise.resolve(), exited: over.promise, stop, lastError: () => null };
	};
	return { name, label: name, restart: 'always', start };
}

test('each part ends after those that use it, whichever is slow', async () => {
	const ended: string[] = [];
	const supervision = createSupervision({ say: () => {}, changed: () => {} });
	for (const [i, name] of ALL.entries()) await supervision.begin(pretendPart(name, ended, i % 3 === 0 ? 60 : 5));
	await supervision.stopAll();
	expect([...ended].sort()).toEqual([...ALL].sort());
	const turn = (name: PartName) => ended.indexOf(name);
	expect(turn('temporal')).toBeGreaterThan(turn('control'));
	expect(turn('server')).toBeGreaterThan(Math.max(turn('agent'), turn('inference'), turn('web')));
	expect(turn('postgres')).toBeGreaterThan(Math.max(turn('server'), turn('control')));
});

test('nothing begins once the stop has begun', async () => {
	const ended: string[] = [];
	const supervision = createSupervision({ say: () => {}, changed: () => {} });
	await supervision.stopAll();
	await supervision.begin(pretendPart('web', ended, 0));
	await supervision.stopAll();
	expect(ended).toEqual([]);
});
