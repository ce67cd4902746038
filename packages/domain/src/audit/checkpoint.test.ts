import { describe, expect, it } from 'vitest';
import { checkpointDue, checkpointText, originOf, readCheckpoint } from './checkpoint.ts';

const root = 'A'.repeat(43).concat('=');
const stated = { origin: originOf('0'), size: 12, root };

describe('a checkpoint', () => {
	it('is read back as it was stated, with its signatures', () => {
		expect(readCheckpoint(`${checkpointText(stated)}\n— interlock/audit/0 c2lnbmVk\n`)).toEqual({
			...stated,
			text: checkpointText(stated),
			signatures: [{ name: 'interlock/audit/0', base64: 'c2lnbmVk' }],
		});
	});

	it.each([
		['', 'empty'],
		['a\nb\nc\n', 'unsigned'],
		[`o\n-1\n${root}\n\n— o c2ln\n`, 'of a size that is none'],
		['o\n1\nshort\n\n— o c2ln\n', 'without a root'],
	])('%j is none: it is %s', (note) => {
		expect(readCheckpoint(note)).toBeNull();
	});

	it('is due at once for the first entries, then after 60 s or 1,000 entries, and never when nothing is new', () => {
		expect(checkpointDue(0, null, 0)).toBe(false);
		expect(checkpointDue(1, null, 0)).toBe(true);
		const last = { size: 10, atMs: 1000 };
		expect(checkpointDue(10, last, 1e9)).toBe(false);
		expect(checkpointDue(11, last, 60_999)).toBe(false);
		expect(checkpointDue(11, last, 61_000)).toBe(true);
		expect(checkpointDue(1009, last, 1000)).toBe(false);
		expect(checkpointDue(1010, last, 1000)).toBe(true);
	});
});
