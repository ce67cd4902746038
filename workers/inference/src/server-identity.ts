import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeAtomically } from './write-atomically.ts';

/** This server's id, kept across restarts: an acknowledgement by a server that was killed is that of the one which follows it. */
export async function readServerId(folder: string): Promise<string> {
	const path = `${folder}/server-id`;
	const known = await readFile(path, 'utf8').catch(() => '');
	if (known !== '') return known;
	const serverId = randomUUID();
	await writeAtomically(path, serverId);
	return serverId;
}
