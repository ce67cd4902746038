import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEASE_TTL_MS, MAX_LOST_ATTEMPTS, nextTrainingStep, type TrainingFacts } from './index.ts';

const NOW = 1_700_000_000_000;
const fresh: TrainingFacts = { state: 'queued', cancelRequested: false, modelName: null, registered: false, attempts: [] };

function attempts(...states: string[]): TrainingFacts['attempts'] {
	return states.map((state, i) => ({
		number: i + 1,
		state,
		leaseExpiresAtMs: state === 'leased' || state === 'running' ? NOW + LEASE_TTL_MS : null,
		reason: null,
	}));
}

function after(...states: string[]): TrainingFacts {
	return { ...fresh, state: 'running', attempts: attempts(...states) };
}

describe('what a training needs next', () => {
	test('a new training gets its first attempt, and then waits for an agent', () => {
		expect(nextTrainingStep(fresh, NOW)).toEqual({ do: 'queue-attempt', number: 1 });
		expect(nextTrainingStep({ ...fresh, attempts: attempts('queued') }, NOW)).toMatchObject({ do: 'wait' });
	});

	test('a lease that ran out is lost; one that holds is waited for, to just after its end', () => {
		const facts = after('running');
		expect(nextTrainingStep(facts, NOW)).toEqual({ do: 'wait', untilMs: NOW + LEASE_TTL_MS + 1_000 });
		expect(nextTrainingStep(facts, NOW + LEASE_TTL_MS + 1)).toEqual({ do: 'mark-lost', number: 1 });
	});

	test('5 lost attempts are followed by another, a 6th ends the training as failed with the count', () => {
		const lost = (n: number) => after(...Array.from({ length: n }, () => 'lost'));
		for (let n = 1; n <= MAX_LOST_ATTEMPTS; n++) expect(nextTrainingStep(lost(n), NOW)).toEqual({ do: 'queue-attempt', number: n + 1 });
		const last = nextTrainingStep(lost(MAX_LOST_ATTEMPTS + 1), NOW);
		expect(last).toMatchObject({ do: 'finish', outcome: 'failed' });
		expect(JSON.stringify(last)).toContain('6 attempts were lost; the limit is 5');
	});

	test('a failure of the user code ends the training with its own reason', () => {
		const facts = { ...after('failed'), attempts: [{ number: 1, state: 'failed', leaseExpiresAtMs: null, reason: 'exit code 3' }] };
		expect(nextTrainingStep(facts, NOW)).toEqual({ do: 'finish', outcome: 'failed', reason: 'exit code 3' });
	});

	test('a training that declared a model succeeds only with a version of it', () => {
		const ended = after('succeeded');
		expect(nextTrainingStep(ended, NOW)).toMatchObject({ outcome: 'succeeded' });
		expect(nextTrainingStep({ ...ended, modelName: 'delay' }, NOW)).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('"delay"') });
		expect(nextTrainingStep({ ...ended, modelName: 'delay', registered: true }, NOW)).toMatchObject({ outcome: 'succeeded' });
	});

	test('a cancel ends what is not yet leased, is waited for while it runs, and stops the retry of a lost attempt', () => {
		const cancelled = { do: 'finish', outcome: 'cancelled' };
		const asked = (facts: TrainingFacts) => nextTrainingStep({ ...facts, cancelRequested: true }, NOW);
		expect(asked(fresh)).toMatchObject(cancelled);
		expect(asked(after('queued'))).toMatchObject(cancelled);
		expect(asked(after('running'))).toMatchObject({ do: 'wait' });
		expect(asked(after('lost'))).toMatchObject(cancelled);
		expect(asked(after('cancelled'))).toMatchObject(cancelled);
	});

	test('a run that ended well before the cancel reached it has succeeded', () => {
		expect(nextTrainingStep({ ...after('succeeded'), cancelRequested: true }, NOW)).toMatchObject({ do: 'finish', outcome: 'succeeded' });
	});

	test('what has ended stays ended', () => {
		for (const state of ['succeeded', 'failed', 'cancelled'] as const) {
			expect(nextTrainingStep({ ...after('running'), state, cancelRequested: true }, NOW + 10 * LEASE_TTL_MS)).toEqual({ do: 'end' });
		}
	});

	test('done step by step with any outcomes of its attempts, every training ends, after at most 6 attempts, numbered without a gap', () => {
		const outcomes = fc.array(fc.constantFrom('succeeded', 'failed', 'lost', 'expired', 'cancelled'), { minLength: 10, maxLength: 10 });
		fc.assert(
			fc.property(outcomes, fc.boolean(), fc.integer({ min: 0, max: 40 }), (script, declares, cancelAfter) => {
				const facts: Mutable = { ...fresh, modelName: declares ? 'm' : null, attempts: [] };
				const left = [...script];
				let nowMs = NOW;
				for (let turn = 0; turn < 60; turn++) {
					facts.cancelRequested ||= turn === cancelAfter;
					const step = nextTrainingStep(facts, nowMs);
					if (step.do === 'end') {
						expect(facts.attempts.length).toBeLessThanOrEqual(MAX_LOST_ATTEMPTS + 1);
						return;
					}
					nowMs = apply(facts, step, left, nowMs);
				}
				throw new Error(`never ended: ${JSON.stringify(facts)}`);
			}),
			{ numRuns: 500 },
		);
	});
});

type Mutable = Omit<TrainingFacts, 'attempts'> & { attempts: { number: number; state: string; leaseExpiresAtMs: number | null; reason: string | null }[] };

/** Does a step as the service would, and lets the world answer by the script; returns the time after it. */
function apply(facts: Mutable, step: ReturnType<typeof nextTrainingStep>, script: string[], nowMs: number): number {
	const last = facts.attempts.at(-1);
	switch (step.do) {
		case 'queue-attempt':
			expect(step.number).toBe((last?.number ?? 0) + 1);
			facts.attempts.push({ number: step.number, state: 'queued', leaseExpiresAtMs: null, reason: null });
			return nowMs;
		case 'mark-lost':
			expect(step.number).toBe(last?.number);
			if (last) last.state = 'lost';
			return nowMs;
		case 'finish':
			facts.state = step.outcome;
			return nowMs;
		case 'wait': {
			expect(step.untilMs).toBeGreaterThan(nowMs);
			if (last?.state === 'queued') Object.assign(last, { state: 'leased', leaseExpiresAtMs: nowMs + LEASE_TTL_MS });
			else if (last) {
				const outcome = script.shift() ?? 'succeeded';
				if (outcome === 'expired') return step.untilMs;
				last.state = outcome;
			}
			return nowMs;
		}
		case 'end':
			return nowMs;
	}
}
