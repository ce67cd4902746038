import { createHash } from 'node:crypto';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeFolder } from '../test-support/serving-world.ts';
import { createBlobCache } from './blob-cache.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const fileOf = (text: string) => ({ path: 'model.onnx', sha256: sha256(text), sizeBytes: text.length });
const WEEK_MS = 7 * 24 * 3_600_000;

async function cache(served: Record<string, string>) {
	const folder = await makeFolder();
	const asked: string[] = [];
	const blobs = createBlobCache(folder, {
		downloadBlob: async (_orgId, digest, path) => {
			asked.push(digest);
			writeFileSync(path, served[digest] ?? '');
		},
	});
	return { folder, blobs, asked };
}

test('fetches a blob once and reads it from disk from then on', async () => {
	const { blobs, asked } = await cache({ [sha256('one')]: 'one' });
	await expect(blobs.readKept('org', fileOf('one'))).rejects.toThrow('not on disk');
	expect(String(await blobs.read('org', fileOf('one')))).toBe('one');
	expect(String(await blobs.read('org', fileOf('one')))).toBe('one');
	expect(String(await blobs.readKept('org', fileOf('one')))).toBe('one');
	expect(asked).toEqual([sha256('one')]);
});

test.each([
	['other bytes', 'two', /the bytes have sha256/],
	['fewer bytes', 'on', /2 bytes, the route table says 3/],
])('hands on nothing and keeps nothing when the front door gives %s', async (_name, given, reason) => {
	const { folder, blobs } = await cache({ [sha256('one')]: given });
	await expect(blobs.read('org', fileOf('one'))).rejects.toThrow(reason);
	const left = readdirSync(`${folder}/blobs`, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
	expect(left).toEqual([]);
});

test('deletes what nobody used for a week, and never what is in use', async () => {
	const { folder, blobs } = await cache({ [sha256('used')]: 'used', [sha256('old')]: 'old', [sha256('new')]: 'new' });
	const pathOf = (text: string) => `${folder}/blobs/${sha256(text).slice(0, 2)}/${sha256(text)}`;
	const nowMs = Date.now();
	for (const text of ['used', 'old', 'new']) await blobs.read('org', fileOf(text));
	for (const text of ['used', 'old']) utimesSync(pathOf(text), 0, (nowMs - WEEK_MS - 1000) / 1000);
	await blobs.prune(new Set([sha256('used')]), nowMs);
	expect(['used', 'old', 'new'].map((text) => existsSync(pathOf(text)))).toEqual([true, false, true]);
});
