import type { Database } from '@interlock/db';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Log } from './dispatcher.ts';
import { openProcesses } from './open-processes.ts';
import { sendCommand } from './send-command.ts';

const ASK_MS = 5_000;

/**
 * Finds open rows whose process isn't open (Temporal's store was lost, an execution was terminated or failed) and starts it again; it
 * goes on from its row. Asks by describe, because lists lag. Returns the ids it started.
 */
export async function reconcile(db: Database, client: Client): Promise<string[]> {
	const started: string[] = [];
	for (const command of await openProcesses(db)) {
		if (await isOpen(client, command.workflowId)) continue;
		await client.withDeadline(Date.now() + ASK_MS, () => sendCommand(client, command));
		started.push(command.workflowId);
	}
	return started;
}

/** Reconciles at start and then every `everyMs`. Returns how to stop it. */
export function startReconciler(db: Database, client: Client, log: Log, everyMs = 60_000): () => void {
	let busy = false;
	const turn = async () => {
		if (busy) return;
		busy = true;
		try {
			const started = await reconcile(db, client);
			if (started.length > 0) log.info({ started }, 'processes went on from their rows');
		} catch (error) {
			log.warn({ err: error instanceof Error ? error.message : String(error) }, 'reconciling failed; trying again');
		} finally {
			busy = false;
		}
	};
	const timer = setInterval(turn, everyMs);
	void turn();
	return () => clearInterval(timer);
}

async function isOpen(client: Client, workflowId: string): Promise<boolean> {
	try {
		const { status } = await client.withDeadline(Date.now() + ASK_MS, () => client.workflow.getHandle(workflowId).describe());
		return status.name === 'RUNNING';
	} catch (error) {
		if (error instanceof WorkflowNotFoundError) return false;
		throw error;
	}
}
