import { dataManifest } from '@interlock/domain/model';
import { dataDigest } from '@interlock/scoring';
import { digestJson, sha256Hex } from '@interlock/storage';
import { expect, test } from 'vitest';
import { fixture } from '../test-support/route-tables.ts';

test('the data digest that this server recomputes is the canonical JSON digest that the store computes', () => {
	const files = Object.entries({ ...fixture('delay-v1'), 'extra/größe "x".bin': new Uint8Array([1]) }).map(([path, bytes]) => ({
		path,
		sha256: sha256Hex(bytes),
		sizeBytes: bytes.byteLength,
	}));
	expect(dataDigest(files)).toBe(digestJson(dataManifest(files)));
});
