import type { ClassCurves, ErrorCurves } from '@interlock/domain/comparison';
import type { ChangeDiffPlace } from '@interlock/domain/change';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadCompared } from './load-compared.ts';

export interface MetricsDiff {
	revision: number;
	/** Where both versions err, in bins; null where the evaluation kept none. */
	curves: ErrorCurves | ClassCurves | null;
}

/** The curves behind a revision's metrics: residuals, calibration and error by size, or ROC, calibration and confusion. */
export async function getMetricsDiff(ctx: ServiceContext, input: ChangeDiffPlace): Promise<MetricsDiff> {
	return transact(ctx, async (tx) => {
		const { revision, comparison } = await loadCompared(tx, ctx, input);
		return { revision: revision.number, curves: comparison?.curves ?? null };
	});
}
