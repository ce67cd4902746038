import type { RouteEntry } from '@interlock/contracts/serving';
import { dataDigest, filesDigest, type Model, openModel } from '@interlock/scoring';
import { DigestMismatch, type ReadBlob } from './blob-cache.ts';

/** A model version in memory. Whoever scores with it holds it, so that a swap closes it only after the last answer. */
export interface ServedVersion {
	/** Equal for entries with the same version and the same bytes. */
	key: string;
	model: Model;
	/** Keeps the model open until the returned function is called. */
	hold(): () => void;
	/** No longer routed to: closes when nobody holds it. */
	retire(): void;
}

/** What makes two entries share one model in memory: the version and the digest of every file. */
export function versionKey(entry: RouteEntry): string {
	return `${entry.modelVersionId} ${entry.dataDigest} ${entry.filesDigest ?? ''} ${entry.files.map((file) => `${file.path}=${file.sha256}`).join(' ')}`;
}

/**
 * Loads a version: every file's sha256, the digest of its data and the one that was approved are recomputed from the bytes, which then go to
 * the runtime from memory.
 * Throws DigestMismatch, DomainError `invalid` (the runtime can't open it) or an Error of the transport.
 */
export async function loadVersion(orgId: string, entry: RouteEntry, read: ReadBlob, intraOpThreads: number): Promise<ServedVersion> {
	const files: Record<string, Uint8Array> = {};
	for (const file of entry.files) files[file.path] = await read(orgId, file);
	const digest = dataDigest(entry.files);
	if (digest !== entry.dataDigest) throw new DigestMismatch(`the data digest is ${digest}, the route table says ${entry.dataDigest}`);
	const whole = filesDigest(entry.files);
	if (entry.filesDigest && whole !== entry.filesDigest) throw new DigestMismatch(`its files have the digest ${whole}, approved was ${entry.filesDigest}`);
	return hold(versionKey(entry), await openModel({ files, intraOpThreads }));
}

function hold(key: string, model: Model): ServedVersion {
	let holders = 0;
	let isRetired = false;
	const closeWhenFree = () => {
		if (isRetired && holders === 0) void model.close().catch(() => undefined);
	};
	return {
		key,
		model,
		hold: () => {
			holders++;
			return () => {
				holders--;
				closeWhenFree();
			};
		},
		retire: () => {
			isRetired = true;
			closeWhenFree();
		},
	};
}
