import type { Readable } from 'node:stream';

/** A blob as stored: its sha256 (64 hex) and size in bytes. */
export interface StoredBlob {
	sha256: string;
	sizeBytes: number;
}

export interface PutOptions {
	/** Declared digest; the blob is refused when its bytes differ. */
	sha256?: string;
	/** Upper limit in bytes; a longer stream is refused and nothing is stored. */
	maxBytes?: number;
}

/** Content-addressed bytes, apart per organization: nobody can find out whether another tenant has a blob. */
export interface ArtifactStore {
	/** Stores the bytes under their sha256. Throws DomainError `too-large` or `invalid` (digest differs); then nothing is stored. */
	put(orgId: string, content: Uint8Array | Readable, options?: PutOptions): Promise<StoredBlob>;
	/** A stream over the bytes. Throws DomainError `not-found`. */
	open(orgId: string, sha256: string): Promise<Readable>;
	/** All bytes in memory; for small files. Throws DomainError `not-found`. */
	read(orgId: string, sha256: string): Promise<Buffer>;
	has(orgId: string, sha256: string): Promise<boolean>;
	/** A local path to read the blob from (never write to it). Throws DomainError `not-found`. */
	path(orgId: string, sha256: string): Promise<string>;
}
