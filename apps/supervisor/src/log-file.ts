import { closeSync, copyFileSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync, truncateSync } from 'node:fs';

const ROTATE_BYTES = 16 * 1024 * 1024;

/**
 * Opens a part's log for appending. Parts write to the file itself, not to a pipe of ours: they must outlive a killed supervisor.
 * Returns the descriptor and how long the file was.
 */
export function openLog(file: string): { descriptor: number; sizeBytes: number } {
	const descriptor = openSync(file, 'a', 0o640);
	return { descriptor, sizeBytes: fstatSync(descriptor).size };
}

/** Moves a log's text to `<file>.1` (the former one to `.2`) when it has grown; the writer goes on at the start of the same file. */
export function rotateLog(file: string, limitBytes = ROTATE_BYTES): void {
	if (!existsSync(file) || statSync(file).size < limitBytes) return;
	if (existsSync(`${file}.1`)) renameSync(`${file}.1`, `${file}.2`);
	copyFileSync(file, `${file}.1`);
	truncateSync(file);
}

/** Text of a log from an offset on, at most its last `maxBytes`. A log that was rotated meanwhile is read from its start. */
export function readLog(file: string, fromByte: number, maxBytes = 256 * 1024): string {
	if (!existsSync(file)) return '';
	const descriptor = openSync(file, 'r');
	try {
		const { size } = fstatSync(descriptor);
		const start = Math.max(fromByte > size ? 0 : fromByte, size - maxBytes);
		const bytes = Buffer.alloc(size - start);
		return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start)).toString('utf8');
	} finally {
		closeSync(descriptor);
	}
}

/** The last complaint in a log: a JSON line of level error or worse, else an `Error:` line, else its last line that isn't JSON. */
export function lastErrorIn(text: string): string | null {
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	let thrown: string | null = null;
	let plain: string | null = null;
	for (const line of lines.reverse()) {
		const entry = parseEntry(line);
		if (entry !== null && entry.level >= 50) return entry.text;
		if (entry === null && thrown === null && /^\w*Error\b.*:/.test(line)) thrown = line;
		if (entry === null && plain === null && !/^\s|^Node\.js v|^}$/.test(line)) plain = line;
	}
	return shorten(thrown ?? plain);
}

function parseEntry(line: string): { level: number; text: string } | null {
	try {
		const entry = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
		const text = [entry.msg, entry.err?.message].filter((part, i, all) => part && all.indexOf(part) === i).join(': ');
		return typeof entry === 'object' && entry !== null ? { level: entry.level ?? 0, text: shorten(text) ?? '' } : null;
	} catch {
		return null;
	}
}

function shorten(text: string | null): string | null {
	const line = text?.replaceAll(/\s+/g, ' ').trim() ?? null;
	return line !== null && line.length > 300 ? `${line.slice(0, 297)}...` : line;
}
