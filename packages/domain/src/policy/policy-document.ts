// Rules
// 1. A policy belongs to an environment. Its versions are immutable; a revision is bound to the version it was pushed under.
// 2. It says who approves, which gates must pass, how a version is rolled out and when things expire. All of it is data.
// 3. Contributors never approve: `excludeContributors` is written out so that everybody sees it, and can't be switched off.
// 4. A policy that nobody could satisfy is refused when it is saved.
// 5. A document of an earlier form is read as what it means in the present one; what was stored is never rewritten.

import { z } from 'zod';
import { rolloutPlanSchema } from '../rollout/index.ts';
import { breakGlassPolicySchema, DEFAULT_BREAK_GLASS } from './break-glass-policy.ts';
import { expiryPolicySchema } from './expiry-policy.ts';
import { freezePolicySchema } from './freeze-policy.ts';
import { stepUpMsSchema, stepUpStrengthSchema, waitMsSchema } from './hold-time-policy.ts';
import { checksPolicySchema } from './checks-policy.ts';
import { gatesPolicySchema } from './gates-policy.ts';
import { ownersPolicySchema } from './owners-policy.ts';
import { requireSchema } from './requirement.ts';
import { DEFAULT_REVIEW, reviewPolicySchema } from './review-policy.ts';
import { discussionsPolicySchema } from './discussions-policy.ts';
import { openedDiffsPolicySchema } from './opened-diffs-policy.ts';
import { riskPolicySchema } from './risk-policy.ts';
import { upgradeDocument } from './upgrade-document.ts';
import { DEFAULT_WAIVERS, waiversPolicySchema } from './waivers-policy.ts';

const presentDocumentSchema = z.strictObject({
	/** Who has to approve: all requirements that apply. */
	require: requireSchema,
	/** Who owns which paths and models; what `owners(...)` in a requirement means. */
	owners: ownersPolicySchema.default([]),
	/** Which models carry which risk; the fact `risk_tier`. */
	riskTiers: riskPolicySchema.default([]),
	/** Edits of this policy need the approval of somebody else who may edit policies, once there is somebody else. */
	protected: z.boolean().default(true),
	excludeContributors: z.literal(true, 'must be true: contributors never approve'),
	gates: gatesPolicySchema,
	checks: checksPolicySchema.default([]),
	waivers: waiversPolicySchema.default(DEFAULT_WAIVERS),
	discussions: discussionsPolicySchema,
	openedDiffs: openedDiffsPolicySchema,
	rolloutPlan: rolloutPlanSchema,
	retrain: z.strictObject({
		/** A retrain's candidate must be shown better: the whole interval below zero. */
		gate: z.literal('superiority', 'must be "superiority"'),
		/** A retrain's change that isn't shown better closes by itself, with its evidence. */
		closeWhenNotShownBetter: z.boolean(),
	}),
	expiry: expiryPolicySchema,
	review: reviewPolicySchema.default(DEFAULT_REVIEW),
	freeze: freezePolicySchema.default([]),
	waitMs: waitMsSchema.default(0),
	stepUpMs: stepUpMsSchema.default(null),
	/** What counts where this policy or one of its requirements asks for a fresh proof. */
	stepUpStrength: stepUpStrengthSchema.default('password'),
	breakGlass: breakGlassPolicySchema.default(DEFAULT_BREAK_GLASS),
});

export const policyDocumentSchema = z.preprocess(upgradeDocument, presentDocumentSchema);
export type PolicyDocument = z.output<typeof presentDocumentSchema>;
/** A document as somebody may send it: what has a default may be left out. */
export type PolicyDocumentInput = z.input<typeof presentDocumentSchema>;
