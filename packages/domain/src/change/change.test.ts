import { describe, expect, it } from 'vitest';
import { DEFAULT_ROLLOUT_PLAN } from '../rollout/index.ts';
import {
	canonicalManifest,
	CHANGE_STATES,
	contributorsOf,
	isOpen,
	type Manifest,
	manifestDifferences,
	moveChange,
	stateAfter,
	whyContributor,
} from './index.ts';

const manifest = (): Omit<Manifest, 'v'> => ({
	model: {
		name: 'm',
		version: 2,
		modelVersionId: 'v2',
		files: [
			{ path: 'model.onnx', sha256: 'bb', sizeBytes: 2 },
			{ path: 'MLmodel', sha256: 'aa', sizeBytes: 1 },
		],
	},
	code: { template: 'nyc-flights', digest: 'c1', files: [{ path: 'train.py', sha256: 'cc', sizeBytes: 3 }] },
	environment: { lockDigest: 'l1' },
	parameters: { trees: '150', leaves: '31' },
	datasets: [
		{ name: 'f', version: 2, digest: 'x2', role: 'train', sha256: 'd2', sizeBytes: 5 },
		{ name: 'f', version: 1, digest: 'x1', role: 'train', sha256: 'd1', sizeBytes: 4 },
	],
	target: { endpointId: 'e', endpoint: 'arrival-delay', environment: 'production' },
	rollout: { plan: DEFAULT_ROLLOUT_PLAN, rollBackTo: 'champion-at-start' },
	policy: { policyId: 'p', version: 1, digest: 'pd' },
});

describe('manifest', () => {
	it('is the same text for the same facts, in whatever order they were read', () => {
		const a = manifest();
		const b = manifest();
		b.model.files.reverse();
		b.datasets.reverse();
		b.parameters = { leaves: '31', trees: '150' };
		expect(JSON.stringify(canonicalManifest(a))).toBe(JSON.stringify(canonicalManifest(b)));
		expect(canonicalManifest(a).model.files.map((f) => f.path)).toEqual(['MLmodel', 'model.onnx']);
	});

	it('names each part that differs', () => {
		const now = manifest();
		now.model.files = [
			{ path: 'MLmodel', sha256: 'aa', sizeBytes: 1 },
			{ path: 'model.onnx', sha256: 'b0', sizeBytes: 2 },
			{ path: 'vocabulary.txt', sha256: 'ee', sizeBytes: 1 },
		];
		now.code.files = [{ path: 'train.py', sha256: 'c0', sizeBytes: 3 }];
		now.datasets = now.datasets.map((d) => (d.version === 1 ? { ...d, sha256: 'd0' } : d));
		now.policy = { ...now.policy, digest: 'other' };
		expect(manifestDifferences(canonicalManifest(manifest()), canonicalManifest(now))).toEqual([
			'model.onnx has other bytes',
			'vocabulary.txt was added',
			'the code archive: train.py has other bytes',
			'dataset f version 1 (train) changed',
			'the policy changed',
		]);
		expect(manifestDifferences(canonicalManifest(now), canonicalManifest(manifest()))).toContain('vocabulary.txt is missing');
		expect(manifestDifferences(canonicalManifest(manifest()), canonicalManifest(manifest()))).toEqual([]);
	});
});

describe('contributors', () => {
	it('collects each person and reason once, and nobody for work of the unknown', () => {
		const people = contributorsOf([
			{ because: 'opened it', userId: 'maya' },
			{ because: 'started the run', userId: 'maya' },
			{ because: 'opened it', userId: 'maya' },
			{ because: 'made a dataset', userId: null },
		]);
		expect(people).toHaveLength(2);
		expect(whyContributor(people, 'maya')).toBe('opened it, started the run');
		expect(whyContributor(people, 'jonas')).toBeNull();
	});
});

describe('state of a change', () => {
	it('leaves applied and closed by no event', () => {
		for (const state of CHANGE_STATES.filter((s) => !isOpen(s))) {
			for (const event of ['ready', 'push', 'approve', 'close', 'apply', 'roll-back'] as const) expect(stateAfter(state, event)).toBeNull();
		}
	});

	it('applies only what was approved, and refuses the rest naming the state', () => {
		expect(moveChange('approved', 'apply')).toBe('applied');
		expect(moveChange('approved', 'roll-back')).toBe('closed');
		expect(() => moveChange('in-review', 'apply')).toThrow("state: a change that is in review can't be applied");
		expect(() => moveChange('approved', 'push')).toThrow("state: a change that is approved can't take a new revision");
	});
});
