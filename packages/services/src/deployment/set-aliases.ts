import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { environment, modelAlias, modelVersion } from '@interlock/db/tables';
import { outcomeAlias } from '@interlock/domain/model';
import type { EndpointRow } from './load-endpoint.ts';

type Served = Pick<EndpointRow, 'modelId' | 'environmentId'>;

/**
 * Writes the aliases of a model as outcomes of what its endpoint now runs: `champion`, and `previous` where there is one to go back to;
 * nobody is a challenger any more. Endpoints outside production have aliases of their own. Routing never reads them.
 */
export async function setAliases(tx: Tx, served: Served, serving: { champion: string | null; previous: string | null }): Promise<void> {
	const named = await namer(tx, served);
	const all = (['champion', 'previous', 'challenger'] as const).map(named);
	await tx.delete(modelAlias).where(and(eq(modelAlias.modelId, served.modelId), inArray(modelAlias.alias, all)));
	for (const outcome of ['champion', 'previous'] as const) {
		const version = await versionOf(tx, serving[outcome]);
		if (version !== null) await tx.insert(modelAlias).values({ modelId: served.modelId, alias: named(outcome), version });
	}
}

/** `challenger` is what a candidate wears while it is rolled out: an outcome, never a way to move traffic. */
export async function markChallenger(tx: Tx, served: Served, versionId: string): Promise<void> {
	const version = await versionOf(tx, versionId);
	if (version === null) return;
	await tx
		.insert(modelAlias)
		.values({ modelId: served.modelId, alias: (await namer(tx, served))('challenger'), version })
		.onConflictDoUpdate({ target: [modelAlias.modelId, modelAlias.alias], set: { version } });
}

async function namer(tx: Tx, { environmentId }: Served): Promise<(outcome: Parameters<typeof outcomeAlias>[1]) => string> {
	const [row] = await tx.select({ name: environment.name }).from(environment).where(eq(environment.id, environmentId));
	return (outcome) => outcomeAlias(row?.name ?? '', outcome);
}

async function versionOf(tx: Tx, versionId: string | null): Promise<number | null> {
	if (!versionId) return null;
	const [row] = await tx.select({ version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, versionId));
	return row?.version ?? null;
}
