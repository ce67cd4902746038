import { type TestObjectStore, testObjectStore } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { createS3ObjectStore, parseS3Place } from './index.ts';

const KEYS = { accessKeyId: 'a key', secretAccessKey: 'of a test' };
let server: TestObjectStore;
beforeAll(async () => {
	server = await testObjectStore();
}, 120_000);

describe('an object store that speaks S3', () => {
	test('keeps bytes under a key once: of ten at a time one is stored, and nothing is written over', async () => {
		const store = createS3ObjectStore(parseS3Place(await server.bucket('kept')), KEYS);
		expect(await store.read('one')).toBeNull();
		const stored = await Promise.all(Array.from({ length: 10 }, (_, i) => store.putOnce('one', Buffer.from(`bytes ${i}`))));
		expect(stored.filter(Boolean)).toHaveLength(1);
		expect((await store.read('one'))?.toString()).toBe(`bytes ${stored.indexOf(true)}`);
	});

	test('keeps them below the prefix, byte for byte', async () => {
		const place = await server.bucket('prefixed');
		const bytes = Buffer.from([0, 255, 10, 13, 0]);
		expect(await createS3ObjectStore(parseS3Place(place.replace('?', '/a/b?')), KEYS).putOnce('c', bytes)).toBe(true);
		expect(await createS3ObjectStore(parseS3Place(place), KEYS).read('a/b/c')).toEqual(bytes);
	});

	test('with retain-days keeps each as long, also against its owner', async () => {
		const place = await server.bucket('locked', { lock: true });
		const nowMs = Date.parse('2100-01-01T00:00:00Z');
		const store = createS3ObjectStore(parseS3Place(`${place}&retain-days=30`), KEYS, () => nowMs);
		expect(await store.putOnce('one', Buffer.from('x'))).toBe(true);
		expect(await server.retention('locked', 'one')).toEqual({ mode: 'COMPLIANCE', until: '2100-01-31T00:00:00Z' });
	});

	test('says in a sentence what is wrong: no such bucket, nobody there', async () => {
		const place = await server.bucket('there');
		const gone = createS3ObjectStore(parseS3Place(place.replace('there', 'gone')), KEYS);
		await expect(gone.putOnce('one', Buffer.from('x'))).rejects.toThrow(/^s3:\/\/gone at http:\/\/127\.0\.0\.1:\d+: NoSuchBucket/);
		await expect(gone.read('one')).rejects.toThrow(/NoSuchBucket/);
		const nobody = createS3ObjectStore(parseS3Place('s3://bucket?endpoint=http://127.0.0.1:9'), KEYS);
		await expect(nobody.putOnce('one', Buffer.from('x'))).rejects.toThrow(/^s3:\/\/bucket at http:\/\/127\.0\.0\.1:9: /);
	});
});
