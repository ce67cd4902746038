import { DOORBELL, type ProcessCommand, TASK_QUEUE, WORKFLOW_TYPES } from '@interlock/contracts/process';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';

const KIND = defineSearchAttributeKey('IlKind', SearchAttributeType.KEYWORD);
const ENTITY = defineSearchAttributeKey('IlEntity', SearchAttributeType.KEYWORD);

/**
 * Sends one command to Temporal. Sending twice is sending once: a start finds the running execution by its id; a doorbell or cancel
 * for a process that has ended is success, because the process ended by reading the same rows.
 */
export async function sendCommand(client: Client, command: ProcessCommand): Promise<void> {
	try {
		switch (command.kind) {
			case 'start':
				await client.workflow.start(WORKFLOW_TYPES[command.process], {
					taskQueue: TASK_QUEUE,
					workflowId: command.workflowId,
					args: [command.args],
					workflowIdConflictPolicy: 'USE_EXISTING',
					workflowIdReusePolicy: 'ALLOW_DUPLICATE',
					typedSearchAttributes: new TypedSearchAttributes([
						{ key: KIND, value: command.process },
						{ key: ENTITY, value: command.workflowId },
					]),
					staticSummary: command.workflowId,
				});
				return;
			case 'doorbell':
				await client.workflow.getHandle(command.workflowId).signal(DOORBELL);
				return;
			case 'cancel':
				await client.workflow.getHandle(command.workflowId).cancel();
		}
	} catch (error) {
		if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError) return;
		throw error;
	}
}
