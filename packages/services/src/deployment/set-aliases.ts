import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { modelAlias, modelVersion } from '@interlock/db/tables';

/**
 * Writes the aliases of a model as outcomes of what its endpoint now runs: `champion`, and `previous` where there is one to go back to;
 * nobody is a challenger any more. Routing never reads them.
 */
export async function setAliases(tx: Tx, modelId: string, serving: { champion: string | null; previous: string | null }): Promise<void> {
	await tx.delete(modelAlias).where(and(eq(modelAlias.modelId, modelId), inArray(modelAlias.alias, ['champion', 'previous', 'challenger'])));
	for (const [alias, versionId] of Object.entries(serving)) {
		if (!versionId) continue;
		const [row] = await tx.select({ version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, versionId));
		if (row) await tx.insert(modelAlias).values({ modelId, alias, version: row.version });
	}
}
