import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointPublisher, Publication } from '@interlock/services/audit';

/** Writes checkpoints into a folder: `<organization>/<size>.checkpoint`, the signed note, and `<size>.leaves`, the leaf hashes since the one before. Never writes over one. */
export function filePublisher(folder: string): CheckpointPublisher {
	return {
		place: folder,
		publish: async (publications) => {
			for (const publication of publications) await writeCheckpoint(folder, publication);
		},
	};
}

/** Writes one checkpoint. Throws when the folder holds another one of that size. */
export async function writeCheckpoint(folder: string, { org, size, note, leaves }: Publication): Promise<void> {
	await mkdir(join(folder, org), { recursive: true });
	const name = join(folder, org, String(size).padStart(12, '0'));
	await writeOnce(`${name}.leaves`, `${leaves.join('\n')}\n`);
	await writeOnce(`${name}.checkpoint`, note);
}

async function writeOnce(path: string, text: string): Promise<void> {
	try {
		await writeFile(path, text, { flag: 'wx' });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		if ((await readFile(path, 'utf8')) !== text) throw new Error(`${path} is there already and says something else`);
	}
}
