import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { recallItem } from '@interlock/db/tables';
import { recallsInForce } from './load-recall.ts';
import { upstream } from './upstream.ts';
import type { Node } from './walk-lineage.ts';

/** Why a version may not be used: what was recalled, with the reason, and how the version depends on it. */
export interface Recalled {
	recallId: string;
	/** "flights version 3". */
	name: string;
	reason: string;
	via: string;
}

/**
 * Recalls in force that a model version (and the data it is judged on, and the change that proposes it) falls under. Found by lineage at
 * the time of asking: what is made from a recalled thing later is recalled too. Empty where somebody said that it isn't affected.
 */
export async function readRecalled(
	tx: Tx,
	of: { projectId: string; modelVersionId: string; holdoutDatasetVersionId?: string | null; changeId?: string },
): Promise<Recalled[]> {
	const inForce = await recallsInForce(tx, of.projectId);
	if (inForce.length === 0) return [];
	const version: Node = { kind: 'model-version', id: of.modelVersionId, name: 'the version', via: 'it was recalled itself' };
	const holdout: Node[] = of.holdoutDatasetVersionId
		? [{ kind: 'dataset-version', id: of.holdoutDatasetVersionId, name: 'the held-out data', via: 'it is judged on it' }]
		: [];
	const ancestors = [version, ...holdout, ...(await upstream(tx, of.projectId, [version]))];
	const found = inForce.flatMap((row) => {
		const node = ancestors.find((one) => one.kind === row.kind && one.id === row.subjectId);
		return node ? [{ recallId: row.id, name: row.name, reason: row.reason, via: node.via }] : [];
	});
	if (found.length === 0) return [];
	const dismissed = await tx
		.select({ recallId: recallItem.recallId })
		.from(recallItem)
		.where(
			and(
				inArray(
					recallItem.recallId,
					found.map((one) => one.recallId),
				),
				isNotNull(recallItem.dismissedAt),
				inArray(recallItem.subjectId, [of.modelVersionId, ...(of.changeId ? [of.changeId] : [])]),
				eq(recallItem.projectId, of.projectId),
			),
		);
	return found.filter((one) => !dismissed.some((row) => row.recallId === one.recallId));
}
