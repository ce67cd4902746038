import { type BehaviourDiff, losingSlices, type SliceComparison } from '@interlock/domain/comparison';
import type { ChangeDiffPlace } from '@interlock/domain/change';
import type { SuiteReport } from '@interlock/domain/gate';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadCompared } from './load-compared.ts';

export interface ChangedBehaviour {
	revision: number;
	/** What the candidate answers differently; null for a first version and where the evaluation kept nothing. */
	behaviour: BehaviourDiff | null;
	/** Each case of the behaviour suite on both versions; null where the policy asks for none. */
	suite: SuiteReport | null;
	/** Slices where the candidate errs more: shown so, or by their figures only. The worst first. */
	losing: { shown: SliceComparison[]; byFigure: SliceComparison[] };
}

/** What a revision's candidate answers differently than the champion, and where it loses. */
export async function getBehaviourDiff(ctx: ServiceContext, input: ChangeDiffPlace): Promise<ChangedBehaviour> {
	return transact(ctx, async (tx) => {
		const { revision, comparison } = await loadCompared(tx, ctx, input);
		return {
			revision: revision.number,
			behaviour: comparison?.behaviour ?? null,
			suite: comparison?.suite ?? null,
			losing: comparison ? losingSlices(comparison.report) : { shown: [], byFigure: [] },
		};
	});
}
