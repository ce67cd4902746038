import { z } from 'zod';
import { compileGlob, matchesPattern, PATTERN_LIMIT } from './pattern.ts';

export const RISK_TIERS = ['low', 'medium', 'high'] as const;
export type RiskTier = (typeof RISK_TIERS)[number];

/** Which models carry which risk; the last entry that matches counts, and a model that none matches is "low". */
export const riskPolicySchema = z
	.array(
		z.strictObject({
			model: z.string().min(1, 'must not be empty').max(PATTERN_LIMIT, `must be at most ${PATTERN_LIMIT} characters`),
			tier: z.enum(RISK_TIERS, `must be one of ${RISK_TIERS.join(', ')}`),
		}),
	)
	.max(100, 'must have at most 100 entries');

/** The tier of a model by its name. */
export function riskTierOf(entries: z.output<typeof riskPolicySchema>, model: string): RiskTier {
	return entries.findLast((entry) => matchesPattern(compileGlob(entry.model), model))?.tier ?? 'low';
}
