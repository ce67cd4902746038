import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a JSON file whole or not at all, for the owner's eyes only; on disk when it returns. */
export function writeJson(path: string, value: unknown, mode = 0o600): void {
	const beside = `${path}.${process.pid}.new`;
	const file = openSync(beside, 'w', mode);
	try {
		writeFileSync(file, `${JSON.stringify(value)}\n`);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(beside, path);
}

/** The file's value; undefined when there is none or it isn't JSON. */
export function readJson(path: string): unknown {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
}
