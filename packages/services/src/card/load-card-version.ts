import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { modelCard, modelVersion, registeredModel } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import type { LoadedProject } from '../access/index.ts';

export type CardRow = typeof modelCard.$inferSelect;

/** A version of a registered model, by name and number. */
export async function loadCardVersion(tx: Tx, place: LoadedProject, wanted: { model: string; version: number }): Promise<{ id: string; name: string }> {
	const [row] = await tx
		.select({ id: modelVersion.id })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(and(eq(registeredModel.projectId, place.projectId), eq(registeredModel.name, wanted.model), eq(modelVersion.version, wanted.version)));
	if (!row) throw new DomainError('not-found', 'model version not found', { field: 'version', value: `${wanted.model} v${wanted.version}` });
	return { id: row.id, name: `${wanted.model} v${wanted.version}` };
}

/** The card of a version as it was saved last, or null. */
export async function newestCard(tx: Tx, modelVersionId: string): Promise<CardRow | null> {
	const [row] = await tx.select().from(modelCard).where(eq(modelCard.modelVersionId, modelVersionId)).orderBy(desc(modelCard.edition)).limit(1);
	return row ?? null;
}
