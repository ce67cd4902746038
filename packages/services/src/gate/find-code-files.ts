import { open } from 'node:fs/promises';
import type { modelVersion } from '@interlock/db/tables';
import { type CodeFile, SNIFFED_BYTES, sniffFile } from '@interlock/domain/gate';
import type { ServiceContext } from '../access/index.ts';

/** Files of a version that would run code when opened, by their first bytes and their names. */
export async function findCodeFiles(ctx: ServiceContext, version: Pick<typeof modelVersion.$inferSelect, 'orgId' | 'files'>): Promise<CodeFile[]> {
	const found: CodeFile[] = [];
	for (const { path, sha256 } of version.files) {
		const code = sniffFile(path, await readHead(await ctx.storage.path(version.orgId, sha256)));
		if (code) found.push(code);
	}
	return found;
}

async function readHead(file: string): Promise<Uint8Array> {
	const handle = await open(file, 'r');
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}
