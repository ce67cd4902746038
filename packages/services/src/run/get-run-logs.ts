import { and, asc, eq, gt, or } from 'drizzle-orm';
import { runLog } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { pageToken, readPageToken, runLogsInput, type RunLogsInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadRun } from './load-run.ts';

export interface RunLogChunk {
	attempt: number;
	stream: 'stdout' | 'stderr';
	/** Byte offset of the chunk in its stream. */
	offset: number;
	text: string;
	atMs: number;
}

/** Where a reader is: the newest attempt it saw and, in it, the last offset of each stream (-1 before the first). */
interface Position {
	attempt: number;
	stdout: number;
	stderr: number;
}

/** Log chunks of a run in order of arrival; `next` continues where this page ended, also when nothing more is there yet. No chunk is skipped or told twice. */
export async function getRunLogs(ctx: ServiceContext, input: RunLogsInput): Promise<{ chunks: RunLogChunk[]; next: string }> {
	const wanted = parseInput(runLogsInput, input);
	const from = positionOf(wanted.after);
	return transact(ctx, async (tx) => {
		const { run } = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:read', access: 'read' });
		const beyond = (stream: 'stdout' | 'stderr') => and(eq(runLog.attempt, from.attempt), eq(runLog.stream, stream), gt(runLog.offset, from[stream]));
		const rows = await tx
			.select()
			.from(runLog)
			.where(
				and(
					eq(runLog.runId, run.id),
					wanted.stream ? eq(runLog.stream, wanted.stream) : undefined,
					or(gt(runLog.attempt, from.attempt), beyond('stdout'), beyond('stderr')),
				),
			)
			.orderBy(asc(runLog.attempt), asc(runLog.createdAt), asc(runLog.stream), asc(runLog.offset))
			.limit(wanted.limit);
		const to = rows.reduce(advance, from);
		return {
			chunks: rows.map((row) => ({ attempt: row.attempt, stream: row.stream, offset: row.offset, text: row.text, atMs: row.createdAt.getTime() })),
			next: pageToken([to.attempt, to.stdout, to.stderr]),
		};
	});
}

function positionOf(token: string | undefined): Position {
	if (!token) return { attempt: 0, stdout: -1, stderr: -1 };
	const [attempt, stdout, stderr] = readPageToken(token, 3).map(Number);
	return { attempt: attempt ?? 0, stdout: stdout ?? -1, stderr: stderr ?? -1 };
}

function advance(position: Position, row: { attempt: number; stream: 'stdout' | 'stderr'; offset: number }): Position {
	const base = row.attempt === position.attempt ? position : { attempt: row.attempt, stdout: -1, stderr: -1 };
	return { ...base, [row.stream]: Math.max(base[row.stream], row.offset) };
}
