import { rm } from 'node:fs/promises';

/** Removes the home of a stopped instance, and the folder beside it to which the audit log's checkpoints went. */
export async function removeHome(home: string): Promise<void> {
	for (const folder of [home, `${home}-checkpoints`]) await rm(folder, { recursive: true, force: true });
}
