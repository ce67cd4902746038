import { eq, inArray, or } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, revision } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';

/** Throws `conflict` when a change proposed or compared one of the versions, or an endpoint can roll back to it: the record must stay readable. */
export async function refuseReviewedVersions(tx: Tx, modelName: string, versions: readonly { id: string; version: number }[]): Promise<void> {
	const ids = versions.map((version) => version.id);
	if (ids.length === 0) return;
	const numberOf = (id: string | null) => versions.find((version) => version.id === id)?.version;
	const [reviewed] = await tx
		.select({ change: change.number, head: revision.modelVersionId, base: revision.baseModelVersionId })
		.from(revision)
		.innerJoin(change, eq(change.id, revision.changeId))
		.where(or(inArray(revision.modelVersionId, ids), inArray(revision.baseModelVersionId, ids)))
		.limit(1);
	if (reviewed) {
		const version = numberOf(reviewed.head) ?? numberOf(reviewed.base);
		throw new DomainError('conflict', `version: ${modelName} v${version} is part of change #${reviewed.change} and stays in its record`, {
			field: 'version',
			value: version,
			reason: 'version-in-change',
		});
	}
	const [previous] = await tx
		.select({ endpoint: endpoint.name, versionId: endpoint.previousVersionId })
		.from(endpoint)
		.where(inArray(endpoint.previousVersionId, ids))
		.limit(1);
	if (previous)
		throw new DomainError('conflict', `version: endpoint ${previous.endpoint} rolls back to ${modelName} v${numberOf(previous.versionId)}`, {
			field: 'version',
			value: numberOf(previous.versionId),
			reason: 'version-is-previous',
		});
}
