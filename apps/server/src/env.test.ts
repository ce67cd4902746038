import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

const GIVEN = { INTERLOCK_HOME: '/tmp/home', DATABASE_URL: 'postgres://x', NEXTAUTH_SECRET: 's'.repeat(32), INTERLOCK_TOKEN_PEPPER: 'p'.repeat(32) };

describe("the server's environment", () => {
	test('is read with its defaults', () => {
		expect(readEnv({ ...GIVEN, INTERLOCK_PORT: '4200' })).toMatchObject({
			port: 4200,
			publicUrl: 'http://127.0.0.1:4200',
			host: '127.0.0.1',
			quickstart: true,
			blobs: '/tmp/home/blobs',
		});
		expect(readEnv({ ...GIVEN, INTERLOCK_PUBLIC_URL: 'https://ml.example.test/' }).publicUrl).toBe('https://ml.example.test');
	});

	test.each(Object.keys(GIVEN))('without %s it does not start, and says which', (name) => {
		expect(() => readEnv({ ...GIVEN, [name]: undefined })).toThrow(`${name} is not set`);
	});

	test.each(['NEXTAUTH_SECRET', 'INTERLOCK_TOKEN_PEPPER'])('with a short %s it does not start: no secret has a default', (name) => {
		expect(() => readEnv({ ...GIVEN, [name]: 'secret' })).toThrow(/has 6 characters; a secret needs at least 32/);
	});

	test.each(['http', '0', '70000', '-1', 'NaN'])('with a port that is none it says so: %s', (port) => {
		expect(() => readEnv({ ...GIVEN, INTERLOCK_PORT: port })).toThrow(/INTERLOCK_PORT/);
	});

	test('with one half of the keys of an object store it says that the other is missing', () => {
		const both = { INTERLOCK_S3_ACCESS_KEY_ID: 'id', INTERLOCK_S3_SECRET_ACCESS_KEY: 'secret' };
		expect(readEnv({ ...GIVEN, ...both }).s3Keys).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret' });
		expect(() => readEnv({ ...GIVEN, INTERLOCK_S3_ACCESS_KEY_ID: 'id' })).toThrow(/must be set together/);
	});

	test.each(['ml.example.test', 'ftp://ml.example.test', 'https://ml.example.test/path'])('with a public URL that is none it says so: %s', (url) => {
		expect(() => readEnv({ ...GIVEN, INTERLOCK_PUBLIC_URL: url })).toThrow(/INTERLOCK_PUBLIC_URL/);
	});
});
