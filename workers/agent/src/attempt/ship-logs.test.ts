import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readChunk } from './ship-logs.ts';

const scratch = mkdtempSync(join(tmpdir(), 'interlock-log-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const path = join(scratch, 'stdout.log');
const chunk = (content: string | Buffer, offset = 0, pendingBytes: number | null = null, last = false) => {
	writeFileSync(path, content);
	return readChunk(path, { offset, pendingBytes }, last);
};

describe('a chunk of a log', () => {
	it("ends at a line's end, and leaves an unfinished line for later", () => {
		expect(chunk('one\ntwo\nthr')).toEqual({ text: 'one\ntwo\n', bytes: 8 });
		expect(chunk('thr')).toBeNull();
		expect(chunk('one\nthr', 4, null, true)).toEqual({ text: 'thr', bytes: 3 });
	});

	it('is the same again when its length was noted, whatever was written behind it', () => {
		expect(chunk('one\ntwo\nthree\n', 0, 4)).toEqual({ text: 'one\n', bytes: 4 });
	});

	it('never ends inside a character', () => {
		const text = `${'a'.repeat(65_535)}€€`;
		const first = chunk(text);
		expect(first).toEqual({ text: 'a'.repeat(65_535), bytes: 65_535 });
		expect(chunk(text, first?.bytes, null, true)).toEqual({ text: '€€', bytes: 6 });
	});

	it('is nothing for a file that is not there yet', () => {
		expect(readChunk(join(scratch, 'none'), { offset: 0, pendingBytes: null }, true)).toBeNull();
	});
});
