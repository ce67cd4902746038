import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { reproduction, training } from '@interlock/db/tables';
import type { PolicyVersion } from '../policy/index.ts';
import type { LoadedChange } from './load-change.ts';

/** What is to be done about training the newest revision again, by its rows; null where its policy doesn't ask for it or it is judged. */
export async function reproductionStanding(tx: Tx, { row }: LoadedChange, policy: PolicyVersion): Promise<'due' | 'training' | 'ended' | null> {
	if (!policy.document.gates.reproduction) return null;
	const [begun] = await tx
		.select({ state: reproduction.state, training: training.state })
		.from(reproduction)
		.leftJoin(training, eq(training.runId, reproduction.runId))
		.where(and(eq(reproduction.changeId, row.id), eq(reproduction.revision, row.revision)));
	if (!begun) return 'due';
	if (begun.state === 'ended') return null;
	return begun.training === 'queued' || begun.training === 'running' ? 'training' : 'ended';
}
