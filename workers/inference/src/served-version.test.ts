import { filesDigest } from '@interlock/scoring';
import { expect, test } from 'vitest';
import { entryOf, fixture } from '../test-support/route-tables.ts';
import { makeFrontDoor, row } from '../test-support/serving-world.ts';
import { loadVersion, versionKey } from './served-version.ts';

const columns = Object.fromEntries(Object.entries(row()).map(([name, value]) => [name, [value]]));

async function load(name: string) {
	const entry = entryOf(await makeFrontDoor(), name, 1);
	const version = await loadVersion('org', entry, async (_orgId, file) => Buffer.from(fixture(name)[file.path] ?? ''), 1);
	return { entry, version };
}

test('a retired version answers whoever still holds it, and closes when the last one lets go', async () => {
	const { version } = await load('delay-v1');
	const releases = [version.hold(), version.hold()];
	version.retire();
	releases[0]?.();
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(await version.model.predict(columns)).toEqual([{ output: 33, error: null }]);
	releases[1]?.();
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect((await version.model.predict(columns))[0]?.output).toBeNull();
});

test('a version nobody holds closes at once when it is retired', async () => {
	const { version } = await load('delay-v1');
	version.retire();
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect((await version.model.predict(columns))[0]?.output).toBeNull();
});

test('the same version with other bytes is another model in memory', async () => {
	const { entry } = await load('delay-v1');
	const [file, ...rest] = entry.files;
	expect(versionKey({ ...entry, weight: 3, role: 'candidate' })).toBe(versionKey(entry));
	expect(versionKey({ ...entry, dataDigest: 'x' })).not.toBe(versionKey(entry));
	expect(versionKey({ ...entry, files: [{ path: file?.path ?? '', sizeBytes: 1, sha256: 'other' }, ...rest] })).not.toBe(versionKey(entry));
});

test('R3: a replica loads a version only while its files are those that were approved, whatever the table says of them', async () => {
	const entry = entryOf(await makeFrontDoor(), 'delay-v1', 1);
	const read = async (_orgId: string, file: { path: string }) => Buffer.from(fixture('delay-v1')[file.path] ?? '');
	const approved = { ...entry, filesDigest: filesDigest(entry.files) };
	(await loadVersion('org', approved, read, 1)).retire();
	const beside = entry.files.map((file) => (file.path === 'MLmodel' ? { ...file, sha256: 'f'.repeat(64) } : file));
	await expect(loadVersion('org', { ...approved, files: beside }, read, 1)).rejects.toThrow(/its files have the digest .*, approved was/);
});
