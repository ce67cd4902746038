import type { ProcessCommand } from '@interlock/contracts/process';
import type { Tx } from '@interlock/db';
import { processCommand } from '@interlock/db/tables';

/** Writes a command to the outbox in the transaction that decides it; the dispatcher sends it to Temporal, at least once. */
export async function enqueueCommand(tx: Tx, command: ProcessCommand): Promise<void> {
	await tx.insert(processCommand).values({
		kind: command.kind,
		process: command.process,
		workflowId: command.workflowId,
		args: command.kind === 'start' ? command.args : null,
	});
}
