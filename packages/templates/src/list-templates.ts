import { readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPLATES_FOLDER } from './templates-folder.ts';

/** Names of the templates that come with Interlock: the folders with an MLproject file, sorted. */
export async function listTemplates(): Promise<string[]> {
	const entries = await readdir(TEMPLATES_FOLDER, { withFileTypes: true });
	const folders = entries.filter((entry) => entry.isDirectory() && existsSync(join(TEMPLATES_FOLDER, entry.name, 'MLproject')));
	return folders.map((entry) => entry.name).sort();
}
