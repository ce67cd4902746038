import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { DomainError } from '@interlock/domain/error';
import type { ArtifactStore, PutOptions, StoredBlob } from './artifact-store.ts';

const SHA256 = /^[0-9a-f]{64}$/;
const ORG_ID = /^[0-9a-f-]{36}$/;

/** An artifact store in a folder: `<root>/<orgId>/<first two hex>/<sha256>`, written beside and renamed when whole. */
export function createLocalArtifactStore(root: string): ArtifactStore {
	const pathOf = (orgId: string, sha256: string) => {
		if (!ORG_ID.test(orgId) || !SHA256.test(sha256)) throw missing(sha256);
		return join(root, orgId, sha256.slice(0, 2), sha256);
	};
	const existing = async (orgId: string, sha256: string) => {
		const path = pathOf(orgId, sha256);
		if (!(await exists(path))) throw missing(sha256);
		return path;
	};
	return {
		put: (orgId, content, options = {}) => putBlob(root, pathOf, orgId, content, options),
		open: async (orgId, sha256) => createReadStream(await existing(orgId, sha256)),
		read: async (orgId, sha256) => readFile(await existing(orgId, sha256)),
		has: (orgId, sha256) => exists(pathOf(orgId, sha256)),
		path: existing,
	};
}

async function putBlob(
	root: string,
	pathOf: (orgId: string, sha256: string) => string,
	orgId: string,
	content: Uint8Array | Readable,
	options: PutOptions,
): Promise<StoredBlob> {
	await mkdir(join(root, 'incoming'), { recursive: true });
	const incoming = join(root, 'incoming', randomUUID());
	try {
		const stored = await writeAndHash(incoming, content, options.maxBytes);
		if (options.sha256 !== undefined && options.sha256 !== stored.sha256) {
			throw new DomainError('invalid', `sha256: declared ${options.sha256}, but the bytes have ${stored.sha256}`, {
				field: 'sha256',
				value: options.sha256,
			});
		}
		const path = pathOf(orgId, stored.sha256);
		if (!(await exists(path))) {
			await mkdir(dirname(path), { recursive: true });
			await rename(incoming, path);
		}
		return stored;
	} finally {
		await rm(incoming, { force: true });
	}
}

async function writeAndHash(path: string, content: Uint8Array | Readable, maxBytes = Number.POSITIVE_INFINITY) {
	const hash = createHash('sha256');
	let sizeBytes = 0;
	const file = await open(path, 'wx', 0o640);
	try {
		const chunks: AsyncIterable<Uint8Array> = content instanceof Readable ? content : Readable.from([content]);
		for await (const chunk of chunks) {
			sizeBytes += chunk.byteLength;
			if (sizeBytes > maxBytes) {
				throw new DomainError('too-large', `body: more than the limit of ${maxBytes} bytes`, {
					field: 'body',
					limit: `${maxBytes} bytes`,
				});
			}
			hash.update(chunk);
			await file.write(chunk);
		}
		await file.sync();
	} finally {
		await file.close();
	}
	return { sha256: hash.digest('hex'), sizeBytes };
}

async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}

function missing(sha256: string): DomainError {
	return new DomainError('not-found', `No blob ${sha256} is stored`, { field: 'sha256', value: sha256 });
}
