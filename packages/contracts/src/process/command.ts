/** Processes of ours and the argument each starts with; ids only, everything else is read from the record. */
export interface ProcessArguments {
	run: { runId: string };
	change: { changeId: string };
	rollout: { rolloutId: string };
	retrain: { triggerId: string };
	'monitor-sweep': { endpointId: string | null };
}

export type ProcessName = keyof ProcessArguments;

/** What the outbox carries to Temporal. A doorbell carries nothing: the process re-reads its row. */
export type ProcessCommand =
	| { [P in ProcessName]: { kind: 'start'; process: P; workflowId: string; args: ProcessArguments[P] } }[ProcessName]
	| { kind: 'doorbell'; process: ProcessName; workflowId: string }
	| { kind: 'cancel'; process: ProcessName; workflowId: string };

/** Workflow type names on the wire. */
export const WORKFLOW_TYPES: Record<ProcessName, string> = {
	run: 'runProcess',
	change: 'changeProcess',
	rollout: 'rolloutProcess',
	retrain: 'retrainProcess',
	'monitor-sweep': 'monitorSweepProcess',
};

export const TASK_QUEUE = 'control';
export const DOORBELL = 'doorbell';
