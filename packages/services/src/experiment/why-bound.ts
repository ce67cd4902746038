import { and, eq, inArray, or } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, environment, modelVersion, registeredModel, revision, rollout } from '@interlock/db/tables';

type Which = { runIds: string[] } | { versionIds: string[] };

/**
 * The sentence that says why what model versions are made of can't be taken away: an endpoint serves one of them, a rollout brings one, or
 * an open change proposes one. null when nothing stands on them. `what` ends the sentence: "its run can't be deleted".
 */
export async function whyBound(tx: Tx, which: Which, what: string): Promise<string | null> {
	const ids = 'runIds' in which ? which.runIds : which.versionIds;
	if (ids.length === 0) return null;
	const versions = await tx
		.select({ id: modelVersion.id, version: modelVersion.version, model: registeredModel.name })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(inArray('runIds' in which ? modelVersion.runId : modelVersion.id, ids));
	if (versions.length === 0) return null;
	const found = (await serving(tx, versions)) ?? (await proposed(tx, versions));
	return found && `${found}; ${what}`;
}

type Version = { id: string; version: number; model: string };

async function serving(tx: Tx, versions: Version[]): Promise<string | null> {
	const ids = versions.map((version) => version.id);
	const rows = await tx
		.select({ name: endpoint.name, environment: environment.name, champion: endpoint.championVersionId, candidate: rollout.toVersionId })
		.from(endpoint)
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.leftJoin(rollout, and(eq(rollout.endpointId, endpoint.id), inArray(rollout.state, ['running', 'paused'])))
		.where(or(inArray(endpoint.championVersionId, ids), inArray(rollout.toVersionId, ids)))
		.orderBy(endpoint.name);
	const [place] = rows;
	const version = versions.find(({ id }) => id === place?.champion) ?? versions.find(({ id }) => id === place?.candidate);
	return place && version ? `endpoint ${place.name} (${place.environment}) serves ${version.model} v${version.version}` : null;
}

async function proposed(tx: Tx, versions: Version[]): Promise<string | null> {
	const [open] = await tx
		.select({ number: change.number, versionId: revision.modelVersionId })
		.from(change)
		.innerJoin(revision, eq(revision.changeId, change.id))
		.where(
			and(
				inArray(change.state, ['draft', 'in-review', 'approved']),
				inArray(
					revision.modelVersionId,
					versions.map((version) => version.id),
				),
			),
		)
		.orderBy(change.number)
		.limit(1);
	const version = versions.find(({ id }) => id === open?.versionId);
	return open && version ? `change #${open.number} proposes ${version.model} v${version.version}` : null;
}
