import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { LoggedPrediction } from '@interlock/contracts/serving';
import { expect, test } from 'vitest';
import { makeFolder } from '../test-support/serving-world.ts';
import { openPredictionLog, type PredictionLog } from './prediction-log.ts';

const prediction = (id: string): LoggedPrediction => ({
	id: `${id}/0`,
	requestId: id,
	row: 0,
	endpointId: 'e',
	modelVersionId: 'v',
	rolloutId: null,
	stepKey: null,
	shadow: false,
	atMs: 1,
	eventTimeMs: null,
	inputs: { carrier: 'ü "UA"\n' },
	output: 1.5,
	error: null,
	latencyMs: 0.2,
});
const open = (folder: string, change: { maxBytes?: number; maxSegmentRows?: number; maxSegmentBytes?: number } = {}) =>
	openPredictionLog({ folder, maxBytes: 1e6, maxSegmentRows: 100, maxSegmentBytes: 1e5, ...change });
const drain = (log: PredictionLog): string[] => {
	const ids: string[] = [];
	for (let segment = log.oldest(0); segment !== null; segment = log.oldest(0)) {
		ids.push(...log.read(segment).map((row) => row.requestId));
		log.remove(segment);
	}
	return ids;
};

test('a prediction is in the file when append resolves', async () => {
	const folder = await makeFolder();
	const log = open(folder);
	await Promise.all([log.append([prediction('a')]), log.append([prediction('b'), prediction('c')])]);
	const [file] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
	const lines = readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n');
	expect(lines.map((line) => JSON.parse(line))).toEqual(['a', 'b', 'c'].map(prediction));
	expect(log.counts()).toEqual({ pending: 3, dropped: 0, refused: 0 });
});

test('keeps the order over segments and forgets only what was removed', async () => {
	const log = open(await makeFolder(), { maxSegmentRows: 3 });
	const ids = Array.from({ length: 10 }, (_, i) => `r${i}`);
	for (const id of ids) await log.append([prediction(id)]);
	expect(drain(log)).toEqual(ids);
	expect(log.counts().pending).toBe(0);
});

test('an earlier process leaves its segments, without the line it could not finish', async () => {
	const folder = await makeFolder();
	await open(folder).append([prediction('a'), prediction('b')]);
	const [file] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
	appendFileSync(`${folder}/${file}`, '{"id":"half');
	const log = open(folder);
	expect(log.counts().pending).toBe(2);
	await log.append([prediction('c')]);
	expect(drain(log)).toEqual(['a', 'b', 'c']);
});

test('beyond its limit it drops and counts, and takes predictions again once there is room', async () => {
	const log = open(await makeFolder(), { maxBytes: 500 });
	await log.append([prediction('a'), prediction('b')]);
	await log.append([prediction('c')]);
	expect(log.counts()).toEqual({ pending: 2, dropped: 1, refused: 0 });
	expect(drain(log)).toEqual(['a', 'b']);
	await log.append([prediction('d')]);
	expect(drain(log)).toEqual(['d']);
});

test('a young open segment is left to grow', async () => {
	const log = open(await makeFolder());
	await log.append([prediction('a')]);
	expect(log.oldest(60_000)).toBeNull();
	expect(log.oldest(0)?.rows).toBe(1);
});

test('a segment set aside leaves the queue and stays on disk', async () => {
	const folder = await makeFolder();
	const log = open(folder);
	await log.append([prediction('a')]);
	const segment = log.oldest(0);
	if (segment) log.setAside(segment);
	expect(log.counts()).toEqual({ pending: 0, dropped: 0, refused: 1 });
	expect(readdirSync(`${folder}/refused`)).toHaveLength(1);
	expect(drain(log)).toEqual([]);
});

test('only this account can read it', async () => {
	const folder = await makeFolder();
	await open(folder).append([prediction('a')]);
	const [file] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
	expect(statSync(`${folder}/${file}`).mode & 0o077).toBe(0);
});
