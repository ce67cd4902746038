import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { artifact } from '@interlock/db/tables';

export interface FolderEntry {
	/** Path inside the run's or logged model's folder. */
	path: string;
	isFolder: boolean;
	/** null for a folder. */
	sizeBytes: number | null;
	sha256: string | null;
}

/** What lies directly in a folder of an owner: files and folders by name. `folder` '' is the root. */
export async function listFolder(tx: Tx, ownerId: string, folder: string): Promise<FolderEntry[]> {
	const prefix = folder === '' ? '' : `${folder}/`;
	const rows = await tx
		.select({ path: artifact.path, sizeBytes: artifact.sizeBytes, sha256: artifact.sha256 })
		.from(artifact)
		.where(and(eq(artifact.ownerId, ownerId), sql`starts_with(${artifact.path}, ${prefix})`))
		.orderBy(sql`${artifact.path} collate "C"`);
	const entries = new Map<string, FolderEntry>();
	for (const row of rows) {
		const rest = row.path.slice(prefix.length);
		const slash = rest.indexOf('/');
		const path = prefix + (slash < 0 ? rest : rest.slice(0, slash));
		if (slash < 0) entries.set(path, { path, isFolder: false, sizeBytes: row.sizeBytes, sha256: row.sha256 });
		else if (!entries.has(path)) entries.set(path, { path, isFolder: true, sizeBytes: null, sha256: null });
	}
	return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
