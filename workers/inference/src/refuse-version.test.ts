import { DomainError } from '@interlock/domain/error';
import { expect, test } from 'vitest';
import { endpointOf } from '../test-support/route-tables.ts';
import { acknowledgementOf } from './acknowledgement.ts';
import { DigestMismatch } from './blob-cache.ts';
import { refuseVersion } from './refuse-version.ts';
import { EMPTY_SERVING, type Refusal } from './serving.ts';

const endpoint = endpointOf('delay', []);
const entry = {
	modelVersionId: 'v2',
	model: 'delay',
	version: 2,
	role: 'candidate' as const,
	weight: 10,
	shadow: false,
	dataDigest: '',
	files: [],
	rolloutId: null,
	stepKey: null,
};
const refuse = (error: unknown, earlier: Refusal[], nowMs: number) => refuseVersion(endpoint, entry, error, earlier, nowMs);

test('other bytes and what can not be opened are refused at once', () => {
	expect(refuse(new DigestMismatch('model.onnx: other bytes'), [], 0)).toMatchObject({ reason: 'digest differs', isFinal: true });
	expect(refuse(new DomainError('invalid', 'MLmodel: no signature'), [], 0)).toMatchObject({ reason: 'cannot be opened', isFinal: true });
});

test('bytes that can not be had are refused after the third try and 30 s; another failure between begins anew', () => {
	const away = new Error('model.onnx: not downloaded, 503');
	const first = refuse(away, [], 0);
	const second = refuse(away, [first], 60_000);
	expect([first.isFinal, second.isFinal]).toEqual([false, false]);
	expect(refuse(away, [second], 60_001)).toMatchObject({ isFinal: true, tries: 3 });
	expect(refuse(away, [{ ...second, sinceMs: 40_000 }], 69_999).isFinal).toBe(false);
	expect(refuse(away, [refuse(new DigestMismatch('x'), [second], 61_000)], 62_000)).toMatchObject({ isFinal: false, tries: 1 });
});

test('a version is named once, its reason cut; who refuses more than can be named says nothing', () => {
	const refusal = refuse(new DigestMismatch(`${'f'.repeat(600)}: other bytes`), [], 0);
	const serving = { ...EMPTY_SERVING, seq: 7, refusals: [refusal, { ...refusal, endpointId: 'other' }] };
	expect(acknowledgementOf('a', serving)).toEqual({ serverId: 'a', seq: 7, refusals: [{ modelVersionId: 'v2', reason: 'f'.repeat(500) }] });
	const many = Array.from({ length: 101 }, (_, i) => ({ ...refusal, modelVersionId: `v${i}` }));
	expect(acknowledgementOf('a', { ...serving, refusals: many.slice(1) })?.refusals).toHaveLength(100);
	expect(acknowledgementOf('a', { ...serving, refusals: many })).toBeNull();
	expect(acknowledgementOf('a', { ...serving, refusals: [{ ...refusal, isFinal: false }] })).toEqual({ serverId: 'a', seq: 7 });
});
