import { defaultPolicy, type PolicyDocument } from '@interlock/domain/policy';
import { describe, expect, it } from 'vitest';
import { documentOf, formOf } from './policy-fields.ts';
import { newRequirement } from './requirement-fields.ts';

const DEFAULT_POLICY = defaultPolicy('production');
const FREEZES: PolicyDocument['freeze'] = [
	{ kind: 'once', name: 'Year end', from: '2026-12-24T12:00:00Z', until: '2027-01-04T06:00:00Z' },
	{ kind: 'weekly', name: 'Weekend', from: 'fri 16:00', until: 'mon 08:00', timeZone: 'Europe/Berlin' },
];

const withCount = (count: string) => formOf(DEFAULT_POLICY).requirements.map((one) => ({ ...one, count }));

describe('policy fields', () => {
	it('give the same document back when nothing was changed', () => {
		expect(documentOf(DEFAULT_POLICY, formOf(DEFAULT_POLICY))).toEqual({ ok: true, document: DEFAULT_POLICY });
	});

	it('change what was typed and nothing else', () => {
		const made = documentOf(DEFAULT_POLICY, { ...formOf(DEFAULT_POLICY), requirements: withCount('2'), weights: 'shadow, 5, 25, 100' });
		expect(made.ok && made.document.require[0]?.count).toBe(2);
		expect(made.ok && made.document.rolloutPlan.steps.map((step) => (step.kind === 'shadow' ? 0 : step.weight))).toEqual([0, 5, 25, 100]);
		expect(made.ok && made.document.gates).toEqual(DEFAULT_POLICY.gates);
	});

	it('keep requirements with everything in them, owners, and the risk of models', () => {
		const document: PolicyDocument = {
			...DEFAULT_POLICY,
			require: [
				{ name: 'ml', count: 1, from: ['role:reviewer'] },
				{ name: 'risk', count: 2, from: ['group:risk', 'owners(model)'], when: 'traffic_pct > 25', distinctFrom: ['ml'], veto: true, stepUpMs: 600_000 },
			],
			owners: [
				{ path: 'data/**', owners: ['group:data', 'role:reviewer'] },
				{ model: 'credit/*', owners: ['group:risk'] },
			],
			riskTiers: [{ model: 'credit/*', tier: 'high' }],
		};
		expect(documentOf(document, formOf(document))).toEqual({ ok: true, document });
	});

	it('take a removed requirement out of those that were kept apart from it, and say where a condition can not be read', () => {
		const [first] = formOf(DEFAULT_POLICY).requirements;
		if (!first) throw new Error('no requirement');
		const risk = { ...newRequirement([first]), name: 'risk', distinctFrom: ['gone'], when: 'traffic > 1' };
		const made = documentOf(DEFAULT_POLICY, { ...formOf(DEFAULT_POLICY), requirements: [first, risk] });
		expect(made.ok ? '' : made.problem).toBe('require.1.when: at 1: "traffic" is no fact; did you mean traffic_pct?');
		const mended = documentOf(DEFAULT_POLICY, { ...formOf(DEFAULT_POLICY), requirements: [first, { ...risk, when: '' }] });
		expect(mended.ok && mended.document.require[1]).toEqual({ name: 'risk', count: 1, from: ['role:reviewer'] });
	});

	it('keep what was said of time, freezes included', () => {
		const document = { ...DEFAULT_POLICY, stepUpMs: null, waitMs: 5_400_000, freeze: FREEZES };
		expect(documentOf(document, formOf(document))).toEqual({ ok: true, document });
	});

	it('refuse a freeze that has neither form, by its line', () => {
		const made = documentOf(DEFAULT_POLICY, { ...formOf(DEFAULT_POLICY), freezes: 'Weekend: when we are away' });
		expect(made.ok ? '' : made.problem).toBe('freeze.0.from: must be a time such as 2026-12-24T12:00:00Z');
	});

	it('are refused with the name and the limit that the server would give', () => {
		expect(documentOf(DEFAULT_POLICY, { ...formOf(DEFAULT_POLICY), requirements: withCount('0') })).toEqual({
			ok: false,
			problem: 'require.0.count: must be at least 1',
		});
		const falling = documentOf(DEFAULT_POLICY, { ...formOf(DEFAULT_POLICY), weights: '50, 10' });
		expect(falling.ok ? '' : falling.problem).toContain('rolloutPlan.steps');
	});
});
