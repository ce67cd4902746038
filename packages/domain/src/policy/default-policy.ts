import type { PolicyDocument } from './policy-document.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The policy a new environment starts with; visible and editable from the first day. Both environments ask for one approval. */
export function defaultPolicy(environment: string): PolicyDocument {
	const production = environment === 'production';
	return {
		approvals: { count: 1, role: 'reviewer' },
		excludeContributors: true,
		gates: { nonInferiorityMargin: 0.02, beatsNaive: true, signature: true, expectations: true, formats: ['onnx'] },
		rolloutPlan: {
			steps: [
				{ name: 'Shadow', weight: 0, shadow: true, minRequests: production ? 200 : 50 },
				{ name: 'Canary 10 %', weight: 10, shadow: false, minRequests: production ? 200 : 50 },
				{ name: '100 %', weight: 100, shadow: false, minRequests: 0 },
			],
			lookEveryMs: 2000,
			deadlineMs: 24 * HOUR_MS,
			alpha: 0.05,
			margins: { errorRate: 0.02 },
			firstVersion: { maxErrorRate: 0.02 },
		},
		retrain: { gate: 'superiority', closeWhenNotShownBetter: true },
		expiry: { approvalMs: production ? 3 * DAY_MS : 7 * DAY_MS, changeMs: 30 * DAY_MS },
	};
}
