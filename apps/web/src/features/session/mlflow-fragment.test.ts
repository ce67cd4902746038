import { describe, expect, it } from 'vitest';
import { readMlflowFragment } from './mlflow-fragment.ts';

describe('readMlflowFragment', () => {
	it('finds the run in the link that a client prints when a run ends', () => {
		const runId = '0123456789abcdef0123456789abcdef';
		expect(readMlflowFragment(`#/experiments/0/runs/${runId}`)).toEqual({ kind: 'run', runId });
	});

	it('finds an experiment and a model version', () => {
		expect(readMlflowFragment('#/experiments/3')).toEqual({ kind: 'experiment', experimentId: '3' });
		expect(readMlflowFragment('#/models/arrival%20delay/versions/2')).toEqual({ kind: 'model', name: 'arrival delay', version: 2 });
		expect(readMlflowFragment('#/models/arrival-delay')).toEqual({ kind: 'model', name: 'arrival-delay', version: null });
	});

	it('ignores everything else', () => {
		expect(readMlflowFragment('')).toBeNull();
		expect(readMlflowFragment('#overview')).toBeNull();
	});
});
