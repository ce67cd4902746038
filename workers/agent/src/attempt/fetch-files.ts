import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AssignedAttempt, AssignedDataset } from '@interlock/contracts/agent';
import { type FrontDoor, FrontDoorError, untilAnswered } from '../front-door.ts';

const TRIES = 3;

/** Puts the template's files into the work folder. Throws when a path leaves the folder or the bytes have another digest. */
export async function fetchTemplate(door: FrontDoor, attempt: AssignedAttempt, work: string, signal: AbortSignal): Promise<void> {
	for (const file of attempt.template.files) {
		const path = normalize(file.path);
		if (path.startsWith('..') || path.startsWith('/') || path !== file.path)
			throw new Error(`template ${attempt.template.name}: the path ${file.path} leaves its folder`);
		await fetchBlob(door, attempt.id, file.sha256, join(work, path), signal);
	}
}

/** Puts the dataset versions below `data/` and says where each lies. */
export async function fetchDatasets(
	door: FrontDoor,
	attempt: AssignedAttempt,
	work: string,
	signal: AbortSignal,
): Promise<(AssignedDataset & { path: string })[]> {
	const placed = placeDatasets(attempt, work);
	for (const dataset of placed) await fetchBlob(door, attempt.id, dataset.sha256, dataset.path, signal);
	return placed;
}

/** Where each dataset version of an attempt lies in its work folder. */
export function placeDatasets(attempt: AssignedAttempt, work: string): (AssignedDataset & { path: string })[] {
	return attempt.datasets.map((dataset) => ({
		...dataset,
		path: join(work, 'data', `${dataset.name.replace(/[^A-Za-z0-9._-]/g, '_')}-${dataset.version}.${dataset.format}`),
	}));
}

async function fetchBlob(door: FrontDoor, attemptId: string, sha256: string, path: string, signal: AbortSignal): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const beside = `${path}.part`;
	for (let attempt = 1; ; attempt += 1) {
		const got = await untilAnswered(() => download(door, attemptId, sha256, beside, signal), signal);
		if (got === sha256) return rename(beside, path);
		await rm(beside, { force: true });
		if (attempt === TRIES) throw new Error(`blob ${sha256} arrived ${TRIES} times with another digest (${got})`);
	}
}

/** The digest of what arrived. */
async function download(door: FrontDoor, attemptId: string, sha256: string, path: string, signal: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	const hashing = new Transform({
		transform(chunk: Buffer, _, done) {
			hash.update(chunk);
			done(null, chunk);
		},
	});
	const body = await door.openBlob(attemptId, sha256, signal);
	try {
		await pipeline(Readable.from(body), hashing, createWriteStream(path));
	} catch (error) {
		throw new FrontDoorError(`blob ${sha256} broke off (${error instanceof Error ? error.message : 'unknown'})`, null);
	}
	return hash.digest('hex');
}
