import { describe, expect, test } from 'vitest';
import { parseS3Place } from './index.ts';

describe('a place in an object store', () => {
	test('is a bucket and a prefix; region, endpoint and retention where they are given', () => {
		expect(parseS3Place('s3://audit-log')).toEqual({ bucket: 'audit-log', prefix: '', endpoint: undefined, region: 'us-east-1', retainDays: undefined });
		expect(parseS3Place('s3://audit-log/our/checkpoints/?region=eu-central-1&endpoint=http://127.0.0.1:9000&retain-days=400')).toEqual({
			bucket: 'audit-log',
			prefix: 'our/checkpoints',
			endpoint: 'http://127.0.0.1:9000',
			region: 'eu-central-1',
			retainDays: 400,
		});
	});

	test.each([
		['s3:bucket', 'it must be s3://<bucket>/<prefix>'],
		['s3://', 'it must be s3://<bucket>/<prefix>'],
		['https://bucket/x', 'it must be s3://<bucket>/<prefix>'],
		[`s3://somebody:${'x'}@bucket/x`, 'without a user'],
		['s3://b/x', '"b" is no name of a bucket'],
		['s3://bucket/x?acl=public', '"acl" must be one of region, endpoint, retain-days'],
		['s3://bucket/x?endpoint=ftp://store', 'endpoint must be http(s)://host[:port]'],
		['s3://bucket/x?retain-days=0', 'retain-days must be a whole number from 1 to 36500'],
		['s3://bucket/x?retain-days=1.5', 'retain-days must be a whole number from 1 to 36500'],
	])('%s is none, and the sentence says why', (text, why) => {
		expect(() => parseS3Place(text)).toThrow(why);
	});
});
