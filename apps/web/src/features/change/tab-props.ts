import type { ChangeDetail, Comparison } from './types.ts';

/** What a tab of a compared revision is given; it fetches the rest on its own. */
export interface TabProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	comparison: Comparison;
}
