import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, revision, rollout } from '@interlock/db/tables';
import type { Manifest } from '@interlock/domain/change';
import { filesManifest } from '@interlock/domain/model';
import { digestJson } from '@interlock/storage';

/**
 * Digests of the files that were approved, by `<endpoint id> <version id>`: from the manifest of the revision whose rollout brought a version
 * to an endpoint, the newest where there are several. What a replica loads must have it, whatever the version's own row says by then.
 */
export async function approvedFiles(tx: Tx, endpointIds: string[]): Promise<Map<string, string>> {
	if (endpointIds.length === 0) return new Map();
	const rows = await tx
		.select({ endpointId: rollout.endpointId, versionId: rollout.toVersionId, manifest: revision.manifest })
		.from(rollout)
		.innerJoin(change, eq(change.id, rollout.changeId))
		.innerJoin(revision, and(eq(revision.changeId, change.id), eq(revision.number, change.revision)))
		.where(inArray(rollout.endpointId, endpointIds))
		.orderBy(asc(rollout.createdAt), asc(rollout.id));
	return new Map(rows.map((row) => [`${row.endpointId} ${row.versionId}`, digestJson(filesManifest((row.manifest as Manifest).model.files))]));
}
