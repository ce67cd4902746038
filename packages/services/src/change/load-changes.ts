import { and, eq, getColumns, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, environment, revision } from '@interlock/db/tables';
import type { RevisionComparison } from '@interlock/domain/change';
import { policyVersionsOf } from '../policy/index.ts';
import type { ChangeRow } from './load-change.ts';
import type { BoundChange } from './read-facts.ts';

/** What lines and decisions need of a comparison: without what only its tabs show, which is nearly all of its bytes. */
const SLIM = sql<RevisionComparison | null>`${revision.comparison} - 'curves' - 'behaviour' #- '{data,histograms}' #- '{data,profile}' #- '{data,rows}'`;

/** The rest of some changes whose rows were loaded and authorized, with the policy that binds each, in their order. Their comparisons lack what only tabs show. */
export async function withPartsOfAll(tx: Tx, rows: readonly ChangeRow[]): Promise<BoundChange[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const revisions = await tx
		.select({ ...getColumns(revision), comparison: SLIM })
		.from(revision)
		.innerJoin(change, and(eq(change.id, revision.changeId), eq(change.revision, revision.number)))
		.where(inArray(revision.changeId, ids));
	const served = await tx
		.select({ e: endpoint, environment: environment.name })
		.from(endpoint)
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.where(
			inArray(
				endpoint.id,
				rows.map(({ endpointId }) => endpointId),
			),
		);
	const policies = await policyVersionsOf(
		tx,
		revisions.map(({ policyId }) => policyId),
	);
	return rows.map((row) => {
		const newest = revisions.find(({ changeId }) => changeId === row.id);
		const at = served.find(({ e }) => e.id === row.endpointId);
		const policy = newest && policies.get(newest.policyId);
		if (!newest || !at || !policy) throw new Error(`change ${row.id} lacks its revision, endpoint or policy`);
		return { loaded: { row, revision: newest, endpoint: at.e, environment: at.environment }, policy };
	});
}
