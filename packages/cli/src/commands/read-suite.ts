import { basename, extname } from 'node:path';
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

/** YAML of a suite is small and flat; more aliases than these only blow it up. */
const MAX_ALIASES = 100;

export interface SuiteFile {
	name: string;
	document: unknown;
}

/** Reads a suite's file, JSON or YAML by its ending. Without a name it is called as its file. Throws, naming file, line and what is wrong. */
export function readSuite(file: string, name = basename(file, extname(file))): SuiteFile {
	const text = readFileSync(file, 'utf8');
	return { name, document: /\.ya?ml$/i.test(file) ? fromYaml(file, text) : fromJson(file, text) };
}

function fromYaml(file: string, text: string): unknown {
	const parsed = parseDocument(text, { version: '1.2' });
	const [wrong] = [...parsed.errors, ...parsed.warnings];
	if (wrong) throw new Error(`${file}: is not YAML: ${wrong.message.split('\n')[0] ?? wrong.code}`);
	try {
		return parsed.toJS({ maxAliasCount: MAX_ALIASES });
	} catch (error) {
		throw new Error(`${file}: ${error instanceof Error ? error.message : 'can not be read'}; at most ${MAX_ALIASES} aliases`);
	}
}

function fromJson(file: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new Error(`${file}: is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
	}
}
