import { describe, expect, it } from 'vitest';
import { trainingSteps } from './training-steps.ts';
import type { RunAttempt } from './types.ts';

const attempt = (change: Partial<RunAttempt>): RunAttempt => ({
	number: 1,
	state: 'running',
	phase: null,
	agent: null,
	reason: null,
	startedAtMs: null,
	endedAtMs: null,
	...change,
});
const states = (change: Partial<RunAttempt>) => trainingSteps({ attempts: [attempt(change)], models: [] }).map((step) => step.state);

describe('trainingSteps', () => {
	it('shows a queued attempt as waiting for an agent', () => {
		expect(states({ state: 'queued' })).toEqual(['pending', 'pending', 'pending', 'pending']);
	});

	it('shows the phase that runs, those before it as done', () => {
		expect(states({ phase: 'data' })).toEqual(['passed', 'passed', 'running', 'pending']);
	});

	it('puts a failure where it happened', () => {
		expect(states({ state: 'failed', phase: 'environment' })).toEqual(['passed', 'failed', 'pending', 'pending']);
	});

	it('shows the newest attempt', () => {
		const steps = trainingSteps({
			attempts: [attempt({ state: 'lost', phase: 'training' }), attempt({ number: 2, state: 'succeeded' })],
			models: [{ name: 'arrival-delay', version: 2 }],
		});
		expect(steps.map((s) => s.state)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
		expect(steps.at(-1)).toEqual({ title: 'Register the model', state: 'passed', note: 'arrival-delay v2' });
	});
});
