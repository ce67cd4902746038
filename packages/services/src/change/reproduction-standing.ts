import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { training } from '@interlock/db/tables';
import type { PolicyVersion } from '../policy/index.ts';
import type { LoadedChange } from './load-change.ts';
import { newestReproduction } from './newest-reproduction.ts';

/** What is to be done about training the newest revision again, by its rows; null where its policy doesn't ask for it or it is judged. */
export async function reproductionStanding(tx: Tx, { row }: LoadedChange, policy: PolicyVersion): Promise<'due' | 'training' | 'ended' | null> {
	if (!policy.document.gates.reproduction) return null;
	const begun = await newestReproduction(tx, row.id, row.revision);
	if (!begun || begun.state === 'asked') return 'due';
	if (begun.state === 'ended' || !begun.runId) return null;
	const [trained] = await tx.select({ state: training.state }).from(training).where(eq(training.runId, begun.runId));
	return trained?.state === 'queued' || trained?.state === 'running' ? 'training' : 'ended';
}
