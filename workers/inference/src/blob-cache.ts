import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServedFile } from '@interlock/contracts/serving';
import type { FrontDoor } from './front-door.ts';

export interface BlobCache {
	/** The bytes of a file, from disk or the front door, with the digest they really have equal to the declared one. Throws an Error when they differ. */
	read(orgId: string, file: ServedFile): Promise<Buffer>;
}

/**
 * Blobs on disk by sha256. The digest is recomputed from the bytes at every read: a file that was changed on disk is fetched again, and bytes that
 * aren't what the table says are never handed on.
 */
export function createBlobCache(folder: string, frontDoor: Pick<FrontDoor, 'downloadBlob'>): BlobCache {
	const pathOf = (sha256: string) => `${folder}/blobs/${sha256.slice(0, 2)}/${sha256}`;
	return {
		read: async (orgId, file) => {
			const path = pathOf(file.sha256);
			const cached = await readFile(path).catch(() => null);
			if (cached !== null && digestOf(cached) === file.sha256 && cached.byteLength === file.sizeBytes) return cached;
			const fetched = await fetchBlob(folder, orgId, file, frontDoor);
			await mkdir(dirname(path), { recursive: true });
			await rename(fetched.path, path);
			return fetched.bytes;
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
		await frontDoor.downloadBlob(orgId, file.sha256, path);
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
