import { DEFAULT_ROLLOUT_PLAN } from '../rollout/index.ts';
import type { PolicyDocument } from './policy-document.ts';
import { DEFAULT_BREAK_GLASS } from './break-glass-policy.ts';
import { DEFAULT_GATES } from './gates-policy.ts';
import { DEFAULT_REVIEW } from './review-policy.ts';
import { DIFF_TABS } from './opened-diffs-policy.ts';
import { DEFAULT_WAIVERS } from './waivers-policy.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The policy a new environment starts with; visible and editable from the first day. Each environment asks for one approval. */
export function defaultPolicy(environment: string): PolicyDocument {
	return {
		require: [{ name: 'review', count: 1, from: ['role:reviewer'] }],
		owners: [],
		riskTiers: [],
		protected: environment === 'production',
		excludeContributors: true,
		gates: DEFAULT_GATES,
		checks: [],
		waivers: DEFAULT_WAIVERS,
		discussions: { mustBeResolved: true },
		openedDiffs: { requiredDiffs: [...DIFF_TABS], mustBeOpened: false },
		rolloutPlan: DEFAULT_ROLLOUT_PLAN,
		retrain: { gate: 'superiority', closeWhenNotShownBetter: true },
		expiry: { approvalMs: environment === 'production' ? 3 * DAY_MS : 7 * DAY_MS, changeMs: 30 * DAY_MS, deployWindowMs: DAY_MS },
		review: DEFAULT_REVIEW,
		freeze: [],
		waitMs: 0,
		stepUpMs: environment === 'production' ? 10 * MINUTE_MS : null,
		stepUpStrength: 'password',
		breakGlass: DEFAULT_BREAK_GLASS,
	};
}
