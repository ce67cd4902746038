import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServedFile } from '@interlock/contracts/serving';
import type { FrontDoor } from './front-door.ts';

/** Gives a file's bytes, whose digest is the declared one. Throws an Error when there are none such. */
export type ReadBlob = (orgId: string, file: ServedFile) => Promise<Buffer>;

export interface BlobCache {
	/** From disk, else from the front door. */
	read: ReadBlob;
	/** From disk only: for a start that waits for nobody. */
	readKept: ReadBlob;
	/** Deletes what was kept for a week and isn't among these digests any more. */
	prune(used: ReadonlySet<string>, nowMs: number): Promise<void>;
}

const KEEP_UNUSED_MS = 7 * 24 * 3_600_000;

/**
 * Blobs on disk by sha256. The digest is recomputed from the bytes at every read: a file that was changed on disk is fetched again, and bytes that
 * aren't what the table says are never handed on.
 */
export function createBlobCache(folder: string, frontDoor: Pick<FrontDoor, 'downloadBlob'>): BlobCache {
	const pathOf = (sha256: string) => `${folder}/blobs/${sha256.slice(0, 2)}/${sha256}`;
	const kept = async (file: ServedFile): Promise<Buffer | null> => {
		const bytes = await readFile(pathOf(file.sha256)).catch(() => null);
		return bytes !== null && bytes.byteLength === file.sizeBytes && digestOf(bytes) === file.sha256 ? bytes : null;
	};
	return {
		readKept: async (_orgId, file) => {
			const bytes = await kept(file);
			if (bytes === null) throw new Error(`${file.path}: not on disk`);
			return bytes;
		},
		read: async (orgId, file) => {
			const bytes = await kept(file);
			if (bytes !== null) return bytes;
			const fetched = await fetchBlob(folder, orgId, file, frontDoor);
			await mkdir(dirname(pathOf(file.sha256)), { recursive: true });
			await rename(fetched.path, pathOf(file.sha256));
			return fetched.bytes;
		},
		prune: async (used, nowMs) => {
			const files = await readdir(`${folder}/blobs`, { recursive: true, withFileTypes: true }).catch(() => []);
			for (const file of files) {
				const path = `${file.parentPath}/${file.name}`;
				if (file.isFile() && !used.has(file.name) && nowMs - (await stat(path)).mtimeMs > KEEP_UNUSED_MS) await rm(path, { force: true });
			}
		},
	};
}

async function fetchBlob(
	folder: string,
	orgId: string,
	file: ServedFile,
	frontDoor: Pick<FrontDoor, 'downloadBlob'>,
): Promise<{ path: string; bytes: Buffer }> {
	await mkdir(`${folder}/blobs/incoming`, { recursive: true });
	const path = `${folder}/blobs/incoming/${randomUUID()}`;
	let isKept = false;
	try {
		await frontDoor.downloadBlob(orgId, file.sha256, path).catch((error: unknown) => {
			throw new Error(`${file.path}: not downloaded, ${error instanceof Error ? error.message : String(error)}`, { cause: error });
		});
		const bytes = await readFile(path);
		if (bytes.byteLength !== file.sizeBytes) throw new DigestMismatch(`${file.path}: ${bytes.byteLength} bytes, the route table says ${file.sizeBytes}`);
		if (digestOf(bytes) !== file.sha256)
			throw new DigestMismatch(`${file.path}: the bytes have sha256 ${digestOf(bytes)}, the route table says ${file.sha256}`);
		isKept = true;
		return { path, bytes };
	} finally {
		if (!isKept) await rm(path, { force: true });
	}
}

/** The bytes aren't those that were approved. */
export class DigestMismatch extends Error {}

function digestOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
