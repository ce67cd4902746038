import type { Tx } from '@interlock/db';
import { event } from '@interlock/db/tables';

export interface EventInput {
	orgId: string;
	projectId: string | null;
	/** `org/<id>`, `project/<id>`, `run/<id>`, `change/<id>`, `endpoint/<id>`, or `person/<id>` for one person alone. */
	channel: string;
	type: string;
	data?: Record<string, unknown>;
}

/** Writes an event in the transaction that causes it; the sequencer numbers it per channel after commit and the hub pushes it. */
export async function publishEvent(tx: Tx, input: EventInput): Promise<void> {
	await tx.insert(event).values({ orgId: input.orgId, projectId: input.projectId, channel: input.channel, type: input.type, data: input.data ?? {} });
}
