import { describe, expect, it } from 'vitest';
import { artifactPathFromUrl, checkArtifactFolder, checkArtifactPath } from './artifact-path.ts';
import { parseArtifactAddress } from './artifact-root.ts';

const run = '0190f0b0a1b27c3d8e4f5a6b7c8d9e0f';

describe('artifact paths', () => {
	it('keeps ordinary names, spaces and letters of any script', () => {
		for (const path of ['model.onnx', 'eval/hold out.parquet', 'résumé.txt', '図/一.png', 'a+b@c=d.txt', '.hidden']) expect(checkArtifactPath(path)).toBe(path);
		expect(artifactPathFromUrl('eval/hold%20out.parquet')).toBe('eval/hold out.parquet');
	});

	it.each([
		['..', '..'],
		['a/../b', '..'],
		['./a', '.'],
		['a//b', 'empty'],
		['a/', 'empty'],
		['/etc/passwd', 'leading slash'],
		['a\\b', 'backslash'],
		['C:x', 'colon'],
		['a\u0000b', 'control'],
		['a\nb', 'control'],
		['re\u0301sume\u0301', 'normal form'],
		['a%2fb', '% after decoding'],
		['', 'empty'],
		['x'.repeat(1025), '1024 bytes'],
		['é'.repeat(513), '1024 bytes'],
		['\ud800', 'lone surrogate'],
	])('refuses %j (%s)', (path) => {
		expect(() => checkArtifactPath(path)).toThrow(/Invalid path/);
	});

	it.each(['%2e%2e/x', 'a%2f..%2fb', '%2fetc/passwd', 'a%5cb', 'a%00b', 'a%252e%252e', '%', '%zz', 'a%3ab'])('refuses %s, decoded once', (encoded) => {
		expect(() => artifactPathFromUrl(encoded)).toThrow(/Invalid path/);
	});

	it('reads the root folder from empty text only', () => {
		expect(checkArtifactFolder('')).toBe('');
		expect(checkArtifactFolder('model/')).toBe('model');
		expect(() => checkArtifactFolder('/')).toThrow(/Invalid path/);
	});

	it('finds the run or logged model an address names and answers not-found for anything else', () => {
		expect(parseArtifactAddress(`3/${run}/artifacts/a/b.txt`)).toEqual({
			experimentNumber: 3,
			owner: { kind: 'run', id: '0190f0b0-a1b2-7c3d-8e4f-5a6b7c8d9e0f' },
			path: 'a/b.txt',
		});
		expect(parseArtifactAddress(`0/models/m-${run}/artifacts`).owner).toEqual({ kind: 'loggedModel', id: '0190f0b0-a1b2-7c3d-8e4f-5a6b7c8d9e0f' });
		for (const path of ['x', `0/${run}`, `0/${run}/other/a`, `0/models/${run}/artifacts/a`, `-1/${run}/artifacts/a`])
			expect(() => parseArtifactAddress(path)).toThrow(/No such artifact/);
	});
});
