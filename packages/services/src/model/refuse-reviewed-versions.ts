import { eq, inArray, or } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, revision } from '@interlock/db/tables';
import type { Place } from '@interlock/domain/access';
import { deny, type Target } from '../access/index.ts';
import { whyBound } from '../experiment/index.ts';

interface Refused {
	action: string;
	place: Place;
	target: Target;
	/** Ends the sentence where versions serve or are under review. */
	what: string;
}

/**
 * Refuses, with a `denied` entry, what would take away or rename versions that an endpoint serves or can roll back to, that an open change
 * proposes, or that are in the record of a closed one: what was reviewed must stay readable.
 */
export async function refuseReviewedVersions(tx: Tx, refused: Refused, modelName: string, versions: readonly { id: string; version: number }[]): Promise<void> {
	const ids = versions.map((version) => version.id);
	if (ids.length === 0) return;
	const refuse = (sentence: string, reason: string) => deny(refused.action, refused.place, refused.target, sentence, reason);
	const numberOf = (id: string | null) => versions.find((version) => version.id === id)?.version;
	const bound = await whyBound(tx, { versionIds: ids }, refused.what);
	if (bound) refuse(bound, 'version-bound');
	const [reviewed] = await tx
		.select({ change: change.number, head: revision.modelVersionId, base: revision.baseModelVersionId })
		.from(revision)
		.innerJoin(change, eq(change.id, revision.changeId))
		.where(or(inArray(revision.modelVersionId, ids), inArray(revision.baseModelVersionId, ids)))
		.limit(1);
	if (reviewed) {
		const version = numberOf(reviewed.head) ?? numberOf(reviewed.base);
		refuse(`${modelName} v${version} is part of change #${reviewed.change} and stays in its record`, 'version-in-change');
	}
	const [previous] = await tx
		.select({ endpoint: endpoint.name, versionId: endpoint.previousVersionId })
		.from(endpoint)
		.where(inArray(endpoint.previousVersionId, ids))
		.limit(1);
	if (previous) refuse(`endpoint ${previous.endpoint} rolls back to ${modelName} v${numberOf(previous.versionId)}`, 'version-is-previous');
}
