import { closeSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lastErrorIn, openLog, readLog, rotateLog } from './log-file.ts';

let file: string;

beforeEach(() => {
	file = join(mkdtempSync(join(tmpdir(), 'interlock-log-test-')), 'part.log');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true, force: true }));

test('a grown log is moved aside twice, and its writer goes on in the same file', () => {
	const { descriptor } = openLog(file);
	for (const line of ['one\n', 'two\n', 'three\n']) {
		writeSync(descriptor, line);
		rotateLog(file, 1);
	}
	writeSync(descriptor, 'four\n');
	closeSync(descriptor);
	expect([file, `${file}.1`, `${file}.2`].map((path) => readFileSync(path, 'utf8'))).toEqual(['four\n', 'three\n', 'two\n']);
	expect(existsSync(`${file}.3`)).toBe(false);
});

test('a log that was rotated is read from its start, not from an offset beyond its end', () => {
	writeFileSync(file, 'ready\n');
	expect(readLog(file, 10_000)).toBe('ready\n');
	expect(readLog(file, 2)).toBe('ady\n');
	expect(readLog(`${file}.none`, 0)).toBe('');
});

test('the last complaint is the last logged error, else what was thrown, else the last words', () => {
	const info = JSON.stringify({ level: 30, msg: 'listening' });
	const error = JSON.stringify({ level: 50, msg: 'lost', err: { message: 'connection refused' } });
	expect(lastErrorIn(`${error}\n${info}\nplain words\n`)).toBe('lost: connection refused');
	expect(lastErrorIn(`${info}\nTypeError: x is not a function\n    at a.ts:1\n\nNode.js v24.21.0\n`)).toBe('TypeError: x is not a function');
	expect(lastErrorIn(`${info}\nout of luck\n`)).toBe('out of luck');
	expect(lastErrorIn(`${info}\n`)).toBeNull();
});
