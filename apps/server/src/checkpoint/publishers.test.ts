import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointPublisher, Publication } from '@interlock/services/audit';
import { createS3ObjectStore, parseS3Place } from '@interlock/storage';
import { temporaryFolder, testObjectStore, type TestObjectStore } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { publisherOf } from './publisher-of.ts';

const one: Publication = { org: 'harbour', size: 2, note: 'a note\n', leaves: ['aa', 'bb'] };
const two: Publication = { org: 'harbour', size: 3, note: 'another\n', leaves: ['cc'] };
const NAMES = ['000000000002.checkpoint', '000000000002.leaves', '000000000003.checkpoint', '000000000003.leaves'];

describe('a folder of checkpoints', () => {
	test('gets each once; doing it again changes nothing, and another one of that size is never written over', async () => {
		const folder = join(await temporaryFolder(), 'outside');
		const publisher = publisherOf(`file:${folder}`, '/nowhere');
		await publisher.publish([one, two]);
		await publisher.publish([two]);
		expect(readdirSync(join(folder, 'harbour')).sort()).toEqual(NAMES);
		expect(readFileSync(join(folder, 'harbour', '000000000002.leaves'), 'utf8')).toBe('aa\nbb\n');
		await expect(publisher.publish([{ ...one, note: 'a forged one\n' }])).rejects.toThrow('000000000002.checkpoint is there already and says something else');
		expect(readFileSync(join(folder, 'harbour', NAMES[0] ?? ''), 'utf8')).toBe('a note\n');
	});
});

describe('a git remote of checkpoints', () => {
	async function remote(): Promise<{ url: string; publisher: CheckpointPublisher; files: () => string[]; home: string }> {
		const folder = await temporaryFolder();
		const url = join(folder, 'remote.git');
		execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', url]);
		const home = join(folder, 'home');
		const files = () => execFileSync('git', ['-C', url, 'ls-tree', '-r', '--name-only', 'main'], { encoding: 'utf8' }).trim().split('\n');
		return { url, home, publisher: publisherOf(`git:${url}`, home), files };
	}

	test('gets a commit that is pushed; doing it again, also with a new clone, adds nothing', async () => {
		const { publisher, files, url, home } = await remote();
		await publisher.publish([one]);
		await publisher.publish([two]);
		await publisher.publish([two]);
		expect(files()).toEqual(NAMES.map((name) => `harbour/${name}`));
		rmSync(home, { recursive: true });
		await publisher.publish([one, two]);
		expect(execFileSync('git', ['-C', url, 'rev-list', '--count', 'main'], { encoding: 'utf8' }).trim()).toBe('2');
	});

	test('that went another way is never forced', async () => {
		const { publisher, url, files } = await remote();
		await publisher.publish([one]);
		const other = join(await temporaryFolder(), 'clone');
		execFileSync('git', ['clone', '--quiet', url, other]);
		writeFileSync(join(other, 'note'), 'x');
		for (const words of [
			['add', '.'],
			['-c', 'user.name=x', '-c', 'user.email=x@example.test', 'commit', '--quiet', '-m', 'x'],
			['push', '--quiet'],
		])
			execFileSync('git', ['-C', other, ...words]);
		await expect(publisher.publish([two])).rejects.toThrow(/rejected/);
		expect(files()).toContain('note');
	});
});

describe('an object store of checkpoints', () => {
	const keys = { accessKeyId: 'a key', secretAccessKey: 'of a test' };
	let server: TestObjectStore;
	beforeAll(async () => {
		server = await testObjectStore();
	}, 120_000);

	test('gets each once; doing it again changes nothing, and another one of that size is never written over', async () => {
		const place = await server.bucket('outside');
		const publisher = publisherOf(place.replace('?', '/our/log?'), '/nowhere', keys);
		expect(publisher.place).toMatch(/^s3:\/\/outside\/our\/log at http:/);
		await publisher.publish([one, two]);
		await publisher.publish([two]);
		await expect(publisher.publish([{ ...one, note: 'a forged one\n' }])).rejects.toThrow(
			'harbour/000000000002.checkpoint is there already and says something else',
		);
		const store = createS3ObjectStore(parseS3Place(place), keys);
		const kept = await Promise.all(NAMES.map(async (name) => (await store.read(`our/log/harbour/${name}`))?.toString()));
		expect(kept).toEqual(['a note\n', 'aa\nbb\n', 'another\n', 'cc\n']);
	});

	test('of two that publish at once, one says that another checkpoint of that size is there', async () => {
		const place = await server.bucket('raced');
		const [ours, theirs] = [publisherOf(place, '/nowhere', keys), publisherOf(place, '/nowhere', keys)];
		const both = await Promise.allSettled([ours.publish([one]), theirs.publish([{ ...one, note: 'of a fork\n' }])]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});
});

test.each(['', 'file:relative', 's3:bucket', 'git:'])('INTERLOCK_CHECKPOINTS that names no place is refused: "%s"', (setting) => {
	expect(() => publisherOf(setting, '/nowhere')).toThrow('it must be file:<absolute folder>, git:<remote> or s3://<bucket>/<prefix>');
});
