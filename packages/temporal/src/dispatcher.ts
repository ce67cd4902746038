import type { ProcessCommand } from '@interlock/contracts/process';
import type { Database } from '@interlock/db';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { sendCommand } from './send-command.ts';

const SLOW_POLL_MS = 2_000;
const BATCH = 20;
const SEND_MS = 5_000;
/** Between tries of a command that Temporal refuses. */
const LONGEST_PAUSE_S = 30;
/** Between tries while Temporal doesn't answer at all. */
const DOWN_PAUSE_S = 2;

export interface Log {
	info(data: object, message: string): void;
	warn(data: object, message: string): void;
}

interface CommandRow {
	id: string;
	kind: ProcessCommand['kind'];
	process: ProcessCommand['process'];
	workflow_id: string;
	args: unknown;
	attempts: number;
}

/**
 * Sends the outbox to Temporal: woken by NOTIFY at commit, with a slow poll beside it. Rows are locked (SKIP LOCKED) while they are
 * sent and deleted in the same transaction, so a killed dispatcher sends again, and sending again does nothing. While Temporal doesn't
 * answer, one command is tried and the others wait. Returns how to stop it.
 */
export async function startDispatcher(db: Database, client: Client, log: Log): Promise<() => Promise<void>> {
	let stopped = false;
	let running: Promise<void> | null = null;
	let again = false;
	const turn = async () => {
		do {
			again = false;
			const sent = await dispatchBatch(db, client, log).catch((error: unknown) => {
				if (!stopped) log.warn({ err: messageOf(error) }, 'the outbox could not be read; trying again');
				return 0;
			});
			if (sent === BATCH) again = true;
		} while (again && !stopped);
		running = null;
	};
	const wake = () => {
		if (stopped) return;
		if (running) again = true;
		else running = turn();
	};
	const listener = await db.sql.listen('interlock_command', wake);
	const timer = setInterval(wake, SLOW_POLL_MS);
	wake();
	return async () => {
		stopped = true;
		clearInterval(timer);
		await listener.unlisten().catch(() => {});
		await running;
	};
}

/** Sends what is due, at most a batch; returns how many rows it dealt with, 0 when Temporal is down. */
async function dispatchBatch(db: Database, client: Client, log: Log): Promise<number> {
	return db.sql.begin(async (sql) => {
		const rows = await sql<CommandRow[]>`
			select id, kind, process, workflow_id, args, attempts from process_command
			where not_before <= now() order by id limit ${BATCH} for update skip locked`;
		for (const row of rows) {
			const error = await trySend(client, row);
			if (error === null) {
				await sql`delete from process_command where id = ${row.id}`;
				continue;
			}
			const pauseS = isDown(error) ? DOWN_PAUSE_S : Math.min(2 ** row.attempts, LONGEST_PAUSE_S);
			log.warn({ workflowId: row.workflow_id, kind: row.kind, err: messageOf(error) }, `command not sent; again in ${pauseS} s`);
			await sql`update process_command set attempts = attempts + 1, last_error = ${messageOf(error)}, not_before = now() + make_interval(secs => ${pauseS}) where id = ${row.id}`;
			if (isDown(error)) return 0;
		}
		return rows.length;
	});
}

/** Null when it was sent. */
async function trySend(client: Client, row: CommandRow): Promise<Error | null> {
	try {
		await client.withDeadline(Date.now() + SEND_MS, () => sendCommand(client, commandOf(row)));
		return null;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}

const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;

/** Whether nobody answered, as against an answer that refuses this command. */
function isDown(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	if (isGrpcServiceError(error)) return error.code === DEADLINE_EXCEEDED || error.code === UNAVAILABLE;
	return error.message.startsWith('Failed to connect') || isDown(error.cause);
}

function commandOf(row: CommandRow): ProcessCommand {
	const { kind, process, workflow_id: workflowId } = row;
	return (kind === 'start' ? { kind, process, workflowId, args: row.args } : { kind, process, workflowId }) as ProcessCommand;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message.slice(0, 500) : String(error);
}
