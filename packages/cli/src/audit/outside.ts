import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Checkpoint, openCheckpoint } from './note.ts';

/** What was published outside: checkpoints, smallest first, and the leaf hash of each entry where those were published too. */
export interface Outside {
	checkpoints: Checkpoint[];
	leaves: Map<number, string>;
}

/** Reads a checkpoint file, or a folder of them with their `.leaves`; `key` verifies each. Throws one sentence for what isn't signed by it. */
export function readOutside(path: string, key: string): Outside {
	const files = statSync(path).isDirectory()
		? readdirSync(path)
				.filter((name) => name.endsWith('.checkpoint'))
				.map((name) => join(path, name))
		: [path];
	if (files.length === 0) throw new Error(`${path} holds no *.checkpoint`);
	const outside: Outside = { checkpoints: [], leaves: new Map() };
	for (const file of files) {
		try {
			const checkpoint = openCheckpoint(readFileSync(file, 'utf8'), key);
			outside.checkpoints.push(checkpoint);
			const leaves = file.replace(/\.checkpoint$/, '.leaves');
			const hashes = leaves !== file && existsSync(leaves) ? readFileSync(leaves, 'utf8').trim().split('\n') : [];
			for (const [i, hash] of hashes.entries()) outside.leaves.set(checkpoint.size - hashes.length + 1 + i, hash);
		} catch (error) {
			throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
		}
	}
	outside.checkpoints.sort((a, b) => a.size - b.size);
	return outside;
}
