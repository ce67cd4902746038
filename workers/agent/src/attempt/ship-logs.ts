import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_LOG_CHUNK_CHARACTERS } from '@interlock/contracts/agent';
import { z } from 'zod';
import { type FrontDoor, FrontDoorError, isStale, untilAnswered } from '../front-door.ts';
import { readJson, writeJson } from '../host/json-file.ts';
import type { Log } from '../log.ts';
import type { AttemptFolder, KeptAttempt } from './attempt-folder.ts';

// Rules
// 1. A chunk is named by its offset in the file. Before it is sent its length is noted, so that after a crash the same
//    offset carries the same text: the receiver needs only "this offset I have".
// 2. A chunk ends at a line's end where it can, and never inside a character.
// 3. The receiver may be away as long as it likes; nothing is sent past what it hasn't taken.

const EVERY_MS = 400;
const STREAMS = ['stdout', 'stderr'] as const;
const sent = z.object({ offset: z.number(), pendingBytes: z.number().nullable() });
const shippedFile = z.object({ stdout: sent, stderr: sent });

export interface LogShipping {
	/** Sends what is left and resolves; rejects with the reason of `signal`. Call it after the training's end. */
	drain(signal: AbortSignal): Promise<void>;
	stop(): void;
}

/** Starts sending both streams of an attempt. */
export function shipLogs(door: FrontDoor, { attempt }: KeptAttempt, folder: AttemptFolder, log: Log): LogShipping {
	const stopped = new AbortController();
	const kept = shippedFile.safeParse(readJson(folder.shipped));
	const shipped = kept.success ? kept.data : { stdout: { offset: 0, pendingBytes: null }, stderr: { offset: 0, pendingBytes: null } };
	let sending: Promise<void> = Promise.resolve();

	const sendAll = async (signal: AbortSignal, last: boolean) => {
		for (const stream of STREAMS) {
			const state = shipped[stream];
			for (;;) {
				const chunk = readChunk(folder.shim[stream], state, last);
				if (chunk === null) break;
				state.pendingBytes = chunk.bytes;
				writeJson(folder.shipped, shipped);
				const body = { leaseToken: attempt.leaseToken, stream, offset: state.offset, text: chunk.text };
				await untilAnswered(() => door.sendLog(attempt.id, body), signal).catch(dropWhenRefused);
				state.offset += chunk.bytes;
				state.pendingBytes = null;
				writeJson(folder.shipped, shipped);
			}
		}
	};
	/** A chunk that is refused for itself must not hold up the rest. */
	const dropWhenRefused = (error: unknown) => {
		if (!(error instanceof FrontDoorError) || isStale(error)) throw error;
		log.error({ attemptId: attempt.id, error: error.message }, 'a chunk of the log was refused');
	};
	const run = async () => {
		while (!stopped.signal.aborted) {
			sending = sendAll(stopped.signal, false).catch(() => {});
			await sending;
			await sleep(EVERY_MS, undefined, { signal: stopped.signal }).catch(() => {});
		}
	};
	void run();
	const drain = async (signal: AbortSignal) => {
		stopped.abort(new Error('draining'));
		await sending;
		await sendAll(signal, true);
	};
	return { drain, stop: () => stopped.abort(new Error('stopped')) };
}

/** The next stretch of a file, or null when there's none worth sending. Unless it's the `last`, an unfinished line waits for its end. */
export function readChunk(path: string, state: { offset: number; pendingBytes: number | null }, last: boolean): { text: string; bytes: number } | null {
	if (!existsSync(path)) return null;
	const file = openSync(path, 'r');
	try {
		const left = fstatSync(file).size - state.offset;
		const buffer = Buffer.alloc(Math.min(state.pendingBytes ?? MAX_LOG_CHUNK_CHARACTERS, Math.max(0, left)));
		const read = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, state.offset));
		const bytes = state.pendingBytes === null ? cutLength(read, last && left <= MAX_LOG_CHUNK_CHARACTERS) : read.length;
		return bytes === 0 ? null : { text: toText(read.subarray(0, bytes)), bytes };
	} finally {
		closeSync(file);
	}
}

function cutLength(bytes: Buffer, whole: boolean): number {
	if (whole) return bytes.length;
	const lineEnd = bytes.lastIndexOf(0x0a) + 1;
	if (lineEnd > 0) return lineEnd;
	// One long line: it is sent in pieces once it fills a chunk, each ending before the first byte of a character.
	if (bytes.length < MAX_LOG_CHUNK_CHARACTERS) return 0;
	let end = bytes.length;
	while (end > bytes.length - 4 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
	return ((bytes[end - 1] ?? 0) & 0x80) === 0 ? bytes.length : Math.max(1, end - 1);
}

/** Bytes that are no UTF-8, and NUL (which no database text can hold), become the replacement character. */
function toText(bytes: Buffer): string {
	return bytes.toString('utf8').replaceAll('\u0000', '\uFFFD');
}
