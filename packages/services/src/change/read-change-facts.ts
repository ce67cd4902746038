import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { modelVersion } from '@interlock/db/tables';
import { changeFactsOf, type GateStanding, type Manifest, type RevisionComparison } from '@interlock/domain/change';
import type { ChangeFacts, PolicyDocument } from '@interlock/domain/policy';
import type { LoadedChange } from './load-change.ts';

/** What a policy's conditions and owners may name of a change, as it is now. */
export async function readChangeFacts(
	tx: Tx,
	{ row, revision, endpoint }: LoadedChange,
	policy: PolicyDocument,
	beside: { gates: readonly GateStanding[]; contributors: number },
): Promise<ChangeFacts> {
	const baseId = revision.baseModelVersionId;
	const [base] = baseId ? await tx.select({ version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, baseId)) : [];
	return changeFactsOf(policy, {
		title: row.title,
		origin: row.origin,
		author: row.author,
		byMachine: row.authorUserId === null,
		revision: row.revision,
		unit: endpoint.config.unit,
		manifest: revision.manifest as Manifest,
		baseVersion: base?.version ?? null,
		comparison: revision.comparison as RevisionComparison | null,
		...beside,
	});
}
