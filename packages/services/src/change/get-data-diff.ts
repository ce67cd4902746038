import type { ChangeDiffPlace, TrainingData } from '@interlock/domain/change';
import type { RowDiff, SchemaChange } from '@interlock/domain/dataset';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadCompared } from './load-compared.ts';
import { holdoutView } from './view-parts.ts';

export interface DataDiff {
	revision: number;
	schema: SchemaChange[];
	/** Training rows by their key; null where they can't be told apart or nothing was compared. */
	rows: RowDiff | null;
	/** What each side learned from, and what both are judged on. */
	lineage: { base: TrainingData[]; head: TrainingData[]; holdout: { name: string; version: number; rows: number; period: string | null } };
}

/** How the data a revision's candidate learned from differs from the champion's: schema, rows by key, and where it all goes. */
export async function getDataDiff(ctx: ServiceContext, input: ChangeDiffPlace): Promise<DataDiff> {
	return transact(ctx, async (tx) => {
		const { revision, comparison } = await loadCompared(tx, ctx, input);
		const { name, version, rows, period } = await holdoutView(tx, revision.holdoutDatasetVersionId);
		return {
			revision: revision.number,
			schema: comparison?.data.schema ?? [],
			rows: comparison?.data.rows ?? null,
			lineage: { base: comparison?.data.base ?? [], head: comparison?.data.head ?? [], holdout: { name, version, rows, period } },
		};
	});
}
