import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { gateResult } from '@interlock/db/tables';
import type { GateResult } from '@interlock/domain/gate';

export interface GateSubject {
	orgId: string;
	projectId: string;
	changeId: string;
	revision: number;
}

/** Adds gates that nothing is known of yet; one that has a result keeps it. */
export async function addPendingGates(tx: Tx, subject: GateSubject, results: readonly GateResult[], decidedAt: Date): Promise<void> {
	if (results.length === 0) return;
	await tx
		.insert(gateResult)
		.values(results.map((result) => ({ ...subject, ...result, decidedAt })))
		.onConflictDoNothing();
}

/** Records the gates of a revision; judged again, the newer result stands. */
export async function recordGateResults(tx: Tx, subject: GateSubject, results: readonly GateResult[], decidedAt: Date): Promise<void> {
	if (results.length === 0) return;
	await tx
		.insert(gateResult)
		.values(results.map((result) => ({ ...subject, ...result, decidedAt })))
		.onConflictDoUpdate({
			target: [gateResult.changeId, gateResult.revision, gateResult.gate],
			set: {
				status: sql`excluded.status`,
				title: sql`excluded.title`,
				sentence: sql`excluded.sentence`,
				evidence: sql`excluded.evidence`,
				decidedAt: sql`excluded.decided_at`,
			},
		});
}
