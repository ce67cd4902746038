import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** Writes a file so that a reader, or a restart after a kill, finds the old content or the new one, whole. Mode 0600. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
	const beside = `${path}.${randomUUID()}.incoming`;
	try {
		const file = await open(beside, 'wx', 0o600);
		try {
			await file.writeFile(content);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(beside, path);
	} finally {
		await rm(beside, { force: true });
	}
}
