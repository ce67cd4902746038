import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, retrainTrigger, rollout } from '@interlock/db/tables';

/** What is open at an endpoint and lets a retrain wait, in words; null: nothing. */
export async function whatIsOpen(tx: Tx, endpointId: string): Promise<string | null> {
	const [proposed] = await tx
		.select({ number: change.number })
		.from(change)
		.where(and(eq(change.endpointId, endpointId), inArray(change.state, ['draft', 'in-review', 'approved'])));
	if (proposed) return `change #${proposed.number} is open`;
	const [moving] = await tx
		.select({ id: rollout.id })
		.from(rollout)
		.where(and(eq(rollout.endpointId, endpointId), inArray(rollout.state, ['running', 'paused'])));
	if (moving) return 'a rollout is open';
	const [training] = await tx
		.select({ window: retrainTrigger.window })
		.from(retrainTrigger)
		.where(and(eq(retrainTrigger.endpointId, endpointId), inArray(retrainTrigger.state, ['queued', 'training'])));
	return training ? `the retrain by ${training.window} is under way` : null;
}
