import type { Database } from '@interlock/db';
import { verifyChain } from '@interlock/services/audit';

export interface OutsideEffects {
	/** Attempts with another number of spawned processes than one. */
	attemptsNotSpawnedOnce: number;
	/** Weight changes that no server acknowledged, of steps that ended. */
	weightsNotAcknowledged: number;
	/** Step keys of routes written more than once. */
	weightsWrittenTwice: number;
	/** Changes of one trigger beyond the first. */
	changesOpenedTwice: number;
	/** Prediction ids answered by more than one version, shadows aside. */
	predictionsAnsweredTwice: number;
	/** Metric points of one key and step that stand there more than once. */
	metricPointsDoubled: number;
	/** First bad entry of an organization's chain, or null. */
	auditBroken: string | null;
}

/** Counts what happened outside of the record, as far as it left traces: all must be zero or null. */
export async function outsideEffects(db: Database): Promise<OutsideEffects> {
	const count = async (rows: Promise<{ n: number }[]>) => (await rows)[0]?.n ?? 0;
	const orgs = await db.sql<{ id: string }[]>`select id from organization`;
	let auditBroken: string | null = null;
	for (const { id } of orgs) {
		const state = await verifyChain(db, id);
		if (!state.intact) auditBroken = state.problem;
	}
	return {
		attemptsNotSpawnedOnce: await count(db.sql`select count(*)::int as n from attempt where spawned <> 1`),
		weightsNotAcknowledged: await count(db.sql`select count(*)::int as n from rollout_step where state in ('passed', 'failed') and acknowledged_at is null`),
		weightsWrittenTwice: await count(db.sql`select count(*)::int as n from (select step_key from route group by 1 having count(*) > 1) x`),
		changesOpenedTwice: await count(db.sql`select count(*)::int as n from (select endpoint_id, title from change group by 1, 2 having count(*) > 1) x`),
		predictionsAnsweredTwice: await count(
			db.sql`select count(*)::int as n from (select endpoint_id, id from prediction where not shadow group by 1, 2 having count(*) > 1) x`,
		),
		metricPointsDoubled: await count(
			db.sql`select count(*)::int as n from (select run_id, key, step from metric_point group by 1, 2, 3 having count(*) > 1) x`,
		),
		auditBroken,
	};
}
