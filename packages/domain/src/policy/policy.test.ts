import { describe, expect, it } from 'vitest';
import { parseInput } from '../error/index.ts';
import { defaultPolicy, describePolicy, gatesOf, policyDocumentSchema } from './index.ts';

describe('policy', () => {
	it('gives each environment a default that its own schema accepts', () => {
		for (const environment of ['staging', 'production']) expect(policyDocumentSchema.parse(defaultPolicy(environment))).toEqual(defaultPolicy(environment));
	});

	it('reads a document of the first form as one requirement named "review"', () => {
		const { require: _require, owners: _owners, riskTiers: _riskTiers, ...rest } = defaultPolicy('production');
		const first = { ...rest, approvals: { count: 2, role: 'reviewer' } };
		expect(policyDocumentSchema.parse(first)).toEqual({ ...defaultPolicy('production'), require: [{ name: 'review', count: 2, from: ['role:reviewer'] }] });
		expect(policyDocumentSchema.safeParse('nothing').success).toBe(false);
	});

	it('never lets contributors be included', () => {
		expect(() => parseInput(policyDocumentSchema, { ...defaultPolicy('production'), excludeContributors: false })).toThrow(
			'excludeContributors: must be true: contributors never approve (got false)',
		);
	});

	it('refuses a rollout plan that ends below 100 %', () => {
		const document = defaultPolicy('production');
		const rolloutPlan = { ...document.rolloutPlan, steps: document.rolloutPlan.steps.slice(0, 2) };
		expect(() => parseInput(policyDocumentSchema, { ...document, rolloutPlan })).toThrow('rolloutPlan.steps: the last step must have weight 100');
	});

	it('asks superiority of a retrain, non-inferiority of a person, and the naive rule of a first version', () => {
		const policy = defaultPolicy('production');
		const kinds = (origin: 'person' | 'retrain', hasChampion: boolean) => gatesOf(policy, { origin, hasChampion }).map((gate) => gate.kind);
		expect(kinds('retrain', true)).toEqual(['superiority', 'signature-compatible', 'expectations-passed', 'format-allowed', 'leakage']);
		expect(gatesOf(policy, { origin: 'person', hasChampion: true })[0]).toEqual({ kind: 'non-inferiority', marginShare: 0.02 });
		expect(kinds('person', false)[0]).toBe('beats-naive');
		expect(
			gatesOf(
				{ ...policy, gates: { ...policy.gates, beatsNaive: false, signature: false, expectations: false, leakage: null } },
				{ origin: 'person', hasChampion: false },
			),
		).toEqual([{ kind: 'format-allowed', formats: ['onnx'] }]);
	});

	it('asks for a reproduction where it says so: the same bytes, or named metrics within a tolerance', () => {
		const document = defaultPolicy('production');
		const asking = policyDocumentSchema.parse({ ...document, gates: { ...document.gates, reproduction: { metrics: ['holdout_mae'] } } });
		expect(asking.gates.reproduction).toEqual({ metrics: ['holdout_mae'], tolerance: 0.001 });
		expect(gatesOf(asking, { origin: 'person', hasChampion: true })).toContainEqual({ kind: 'reproduction', metrics: ['holdout_mae'], tolerance: 0.001 });
		expect(describePolicy(asking)).toContain("Trained again from its run's lock, the version has the same bytes, or holdout_mae at most 0.1 % apart.");
		const { reproduction: _reproduction, ...earlier } = document.gates;
		expect(policyDocumentSchema.parse({ ...document, gates: earlier })).toEqual(document);
		expect(() => parseInput(policyDocumentSchema, { ...asking, gates: { ...asking.gates, reproduction: { tolerance: 2 } } })).toThrow(
			'gates.reproduction.tolerance: must be at most 1',
		);
	});

	it('says itself in plain sentences', () => {
		const sentences = describePolicy(defaultPolicy('production'));
		expect(sentences[0]).toBe('review: 1 approval by people with the role reviewer who did not contribute.');
		expect(sentences).toContain("A person's change may be worse than the champion by less than 2 % of its error.");
		expect(sentences).toContain('Approvals expire after 3 days, changes after 30 days.');
	});
});
