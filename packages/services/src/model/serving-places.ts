import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, environment, rollout } from '@interlock/db/tables';

export interface ServingPlace {
	versionId: string;
	endpoint: string;
	environment: string;
	/** `champion` serves now; `candidate` takes part in an open rollout. */
	role: 'champion' | 'candidate';
}

/** Where versions of a model serve: as an endpoint's champion, or as the candidate of an open rollout. */
export async function servingPlaces(tx: Tx, modelId: string): Promise<ServingPlace[]> {
	const champions = await tx
		.select({ versionId: endpoint.championVersionId, endpoint: endpoint.name, environment: environment.name })
		.from(endpoint)
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.where(and(eq(endpoint.modelId, modelId), isNotNull(endpoint.championVersionId)))
		.orderBy(endpoint.name);
	const candidates = await tx
		.select({ versionId: rollout.toVersionId, endpoint: endpoint.name, environment: environment.name })
		.from(rollout)
		.innerJoin(endpoint, eq(endpoint.id, rollout.endpointId))
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.where(and(eq(endpoint.modelId, modelId), inArray(rollout.state, ['running', 'paused'])))
		.orderBy(endpoint.name);
	return [
		...champions.flatMap(({ versionId, ...place }) => (versionId ? [{ versionId, ...place, role: 'champion' as const }] : [])),
		...candidates.map((place) => ({ ...place, role: 'candidate' as const })),
	];
}
