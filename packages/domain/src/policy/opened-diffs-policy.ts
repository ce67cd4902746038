import { z } from 'zod';

/** Tabs of a change that show a diff. */
export const DIFF_TABS = ['metrics', 'data', 'code', 'behaviour'] as const;
export type DiffTab = (typeof DIFF_TABS)[number];

/** What a reviewer looks at before approving. */
export const openedDiffsPolicySchema = z
	.strictObject({
		/** Diffs that an approver should have opened; which of them are left is shown beside Approve. */
		requiredDiffs: z
			.array(z.enum(DIFF_TABS, `must be one of ${DIFF_TABS.join(', ')}`))
			.max(DIFF_TABS.length, `must name at most ${DIFF_TABS.length}`)
			.refine((tabs) => new Set(tabs).size === tabs.length, 'names a diff twice'),
		/** The change is held until everybody whose approval counts opened them; otherwise it is only shown. */
		mustBeOpened: z.boolean(),
	})
	.default({ requiredDiffs: [...DIFF_TABS], mustBeOpened: false });
