import { inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { modelVersion } from '@interlock/db/tables';
import { changeFactsOf, type GateStanding, type Manifest, type RevisionComparison } from '@interlock/domain/change';
import type { ChangeFacts, PolicyDocument } from '@interlock/domain/policy';
import type { LoadedChange } from './load-change.ts';

/** What a policy's conditions and owners may name of a change, as it is now. `baseVersion`: number of the version it is compared with. */
export function factsAbout(
	{ row, revision, endpoint }: LoadedChange,
	policy: PolicyDocument,
	beside: { gates: readonly GateStanding[]; contributors: number; baseVersion: number | null },
): ChangeFacts {
	return changeFactsOf(policy, {
		title: row.title,
		origin: row.origin,
		author: row.author,
		byMachine: row.authorUserId === null,
		revision: row.revision,
		unit: endpoint.config.unit,
		manifest: revision.manifest as Manifest,
		comparison: revision.comparison as RevisionComparison | null,
		...beside,
	});
}

/** Numbers of the versions that changes are compared with, by version id. */
export async function readBaseVersions(tx: Tx, all: readonly Pick<LoadedChange, 'revision'>[]): Promise<Map<string, number>> {
	const ids = all.flatMap(({ revision }) => revision.baseModelVersionId ?? []);
	if (ids.length === 0) return new Map();
	const rows = await tx.select({ id: modelVersion.id, version: modelVersion.version }).from(modelVersion).where(inArray(modelVersion.id, ids));
	return new Map(rows.map(({ id, version }) => [id, version]));
}
