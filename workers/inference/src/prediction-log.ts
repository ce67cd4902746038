import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import type { LoggedPrediction } from '@interlock/contracts/serving';

// Rules
// 1. A prediction is in the log's file before it is answered: a kill of this process loses no answered prediction (a power cut may).
// 2. What is written within one turn of the event loop is written at once.
// 3. A segment is sent whole under its own id, and removed only after it was taken; after a kill it is sent again, and ids make that harmless.
// 4. The log is bounded: beyond its limit, and when the disk is full, new predictions are dropped and counted. Answers go on.

export interface Segment {
	/** Also the batch's id. */
	batchId: string;
	rows: number;
	sizeBytes: number;
}

export interface PredictionLog {
	/** Resolves when the predictions are in the file, or dropped and counted. Never rejects. */
	append(predictions: readonly LoggedPrediction[]): Promise<void>;
	/** The oldest closed segment; with none, closes the open one if it is at least `minAgeMs` old and returns it. */
	oldest(minAgeMs: number): Segment | null;
	read(segment: Segment): LoggedPrediction[];
	remove(segment: Segment): void;
	/** Takes a segment that the front door will never take out of the queue, and keeps it for a person to look at. */
	setAside(segment: Segment): void;
	counts(): { pending: number; dropped: number; refused: number };
}

export interface PredictionLogOptions {
	folder: string;
	/** Bytes of all segments together. */
	maxBytes: number;
	/** Rows after which a segment is closed; also the size of a batch. */
	maxSegmentRows: number;
	/** Bytes after which a segment is closed. */
	maxSegmentBytes: number;
}

/** Opens the log in its folder, with the segments that an earlier process left. */
export function openPredictionLog(options: PredictionLogOptions): PredictionLog {
	const { folder } = options;
	mkdirSync(`${folder}/refused`, { recursive: true });
	const pathOf = (batchId: string) => `${folder}/${batchId}.jsonl`;
	const closed = findSegments(folder);
	let open: (Segment & { file: number; sinceMs: number }) | null = null;
	let usedBytes = closed.reduce((sum, segment) => sum + segment.sizeBytes, 0);
	let pending = closed.reduce((sum, segment) => sum + segment.rows, 0);
	let dropped = 0;
	let refused = 0;
	let buffered: string[] = [];
	let waiting: (() => void)[] = [];

	function flush(): void {
		const lines = buffered;
		const answered = waiting;
		buffered = [];
		waiting = [];
		const text = Buffer.from(lines.join(''));
		try {
			if (usedBytes + text.byteLength > options.maxBytes) throw new Error('the log is full');
			write(text, lines.length);
		} catch {
			// A full disk can leave half a line, which only a segment's end may have.
			closeOpen();
			dropped += lines.length;
		}
		for (const resolve of answered) resolve();
	}

	function write(text: Buffer, rows: number): void {
		if (open === null) {
			const batchId = `${String(Date.now()).padStart(15, '0')}-${randomUUID()}`;
			open = { batchId, rows: 0, sizeBytes: 0, file: openSync(pathOf(batchId), 'ax', 0o600), sinceMs: Date.now() };
		}
		for (let at = 0; at < text.byteLength; ) at += writeSync(open.file, text, at);
		open.rows += rows;
		open.sizeBytes += text.byteLength;
		usedBytes += text.byteLength;
		pending += rows;
		if (open.rows >= options.maxSegmentRows || open.sizeBytes >= options.maxSegmentBytes) closeOpen();
	}

	function closeOpen(): void {
		if (open === null) return;
		const { file, batchId, rows, sizeBytes } = open;
		closeSync(file);
		closed.push({ batchId, rows, sizeBytes });
		open = null;
	}

	function forget(segment: Segment): void {
		closed.splice(closed.indexOf(segment), 1);
		usedBytes -= segment.sizeBytes;
		pending -= segment.rows;
	}

	return {
		append: (predictions) =>
			new Promise((resolve) => {
				if (waiting.length === 0) process.nextTick(flush);
				for (const prediction of predictions) buffered.push(`${JSON.stringify(prediction)}\n`);
				waiting.push(resolve);
			}),
		oldest: (minAgeMs) => {
			if (closed.length === 0 && open !== null && Date.now() - open.sinceMs >= minAgeMs) closeOpen();
			return closed[0] ?? null;
		},
		read: (segment) => readSegment(pathOf(segment.batchId)),
		remove: (segment) => {
			rmSync(pathOf(segment.batchId), { force: true });
			forget(segment);
		},
		setAside: (segment) => {
			renameSync(pathOf(segment.batchId), `${folder}/refused/${segment.batchId}.jsonl`);
			refused += segment.rows;
			forget(segment);
		},
		counts: () => ({ pending, dropped, refused }),
	};
}

function findSegments(folder: string): Segment[] {
	const names = readdirSync(folder)
		.filter((name) => name.endsWith('.jsonl'))
		.sort();
	return names.map((name) => {
		const path = `${folder}/${name}`;
		return { batchId: name.slice(0, -'.jsonl'.length), rows: readSegment(path).length, sizeBytes: statSync(path).size };
	});
}

/** The predictions of a segment. A kill can leave its last line unfinished: that one was never answered, and is left out. */
function readSegment(path: string): LoggedPrediction[] {
	const lines = readFileSync(path, 'utf8').split('\n');
	lines.pop();
	return lines.flatMap((line): LoggedPrediction[] => {
		try {
			return [JSON.parse(line)];
		} catch {
			return [];
		}
	});
}
