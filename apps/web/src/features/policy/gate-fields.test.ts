import { defaultPolicy, policyDocumentSchema } from '@interlock/domain/policy';
import { describe, expect, it } from 'vitest';
import { gateFormOf, gateSectionsOf } from './gate-fields.ts';

const policy = defaultPolicy('production');
const documentOf = (fields: ReturnType<typeof gateFormOf>) => {
	const { gates, ...sections } = gateSectionsOf(fields);
	return policyDocumentSchema.safeParse({ ...policy, ...sections, gates: { ...policy.gates, ...gates } });
};

describe('the gates of a policy form', () => {
	it('say back what the policy says, when nothing is touched', () => {
		expect(documentOf(gateFormOf(policy)).data).toEqual(policy);
	});

	it('leave a gate out where its field is empty, and take it in where it has a figure', () => {
		const fields = {
			...gateFormOf(policy),
			leakagePercent: '',
			slicePercent: '10',
			slopeTolerance: '0.2',
			latencyRatio: '1.5',
			suite: 'arrivals',
			cardNeeded: true,
			reproductionNeeded: true,
			reproductionMetrics: 'holdout_mae, train_mae',
			reproductionPercent: '0.5',
			licences: 'Apache-2.0, MIT',
			checks: 'fairness: ci-1, drift: ci-2',
			waiverReviewers: false,
		};
		expect(documentOf(fields).data).toMatchObject({
			gates: {
				leakage: null,
				worstSlice: { marginShare: 0.1 },
				calibration: { slopeTolerance: 0.2, biasShare: 0.25, maxEce: 0.05 },
				latency: { maxRatio: 1.5, maxP95Ms: null },
				behaviour: { suite: 'arrivals', rule: 'newly-failing' },
				modelCard: { licences: ['Apache-2.0', 'MIT'] },
				reproduction: { metrics: ['holdout_mae', 'train_mae'], tolerance: 0.005 },
			},
			checks: [
				{ id: 'fairness', issuer: 'ci-1' },
				{ id: 'drift', issuer: 'ci-2' },
			],
			waivers: { roles: [], maxDays: 90 },
		});
	});

	it('leave it to the schema to say what is wrong', () => {
		const problem = (more: object) => documentOf({ ...gateFormOf(policy), ...more }).error?.issues[0];
		expect(problem({ slicePercent: '150' })).toMatchObject({ path: ['gates', 'worstSlice', 'marginShare'], message: 'must be at most 1' });
		expect(problem({ checks: 'fairness' })).toMatchObject({ path: ['checks', 0, 'issuer'] });
		expect(problem({ waiverDays: '91' })).toMatchObject({ path: ['waivers', 'maxDays'], message: 'must be at most 90' });
	});
});
