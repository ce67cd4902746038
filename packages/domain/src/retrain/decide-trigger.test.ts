import { describe, expect, it } from 'vitest';
import { decideTrigger, type TriggerFacts } from './decide-trigger.ts';

const DRIFTED = { verdict: 'drifted' as const, sentence: '2 of 13 columns drifted: temp, humid.' };
const STEADY = { verdict: 'steady' as const, sentence: 'None of 13 columns drifted.' };
const DECAYED = { verdict: 'decayed' as const, sentence: 'The model decayed.' };
const HOLDS = { verdict: 'steady' as const, sentence: 'The model holds.' };

const facts = (changes: Partial<TriggerFacts> = {}): TriggerFacts => ({
	configured: true,
	window: '2013-04',
	drift: DRIFTED,
	decay: HOLDS,
	coverage: 1,
	blocks: 30,
	startedBefore: false,
	newerWindow: null,
	open: null,
	...changes,
});

describe('decideTrigger', () => {
	it('starts by drift or by decay, and names decay when both are there', () => {
		expect(decideTrigger(facts())).toMatchObject({ start: true, kind: 'drift', sentence: '2013-04: 2 of 13 columns drifted: temp, humid.' });
		expect(decideTrigger(facts({ drift: STEADY, decay: DECAYED }))).toMatchObject({ start: true, kind: 'decay' });
		expect(decideTrigger(facts({ decay: DECAYED }))).toMatchObject({
			start: true,
			kind: 'decay',
			sentence: '2013-04: The model decayed. 2 of 13 columns drifted: temp, humid.',
		});
	});

	it('starts nothing while both are steady', () => {
		expect(decideTrigger(facts({ drift: STEADY }))).toMatchObject({ start: false, wait: false });
		expect(decideTrigger(facts({ drift: STEADY, decay: null }))).toMatchObject({ start: false, wait: false });
	});

	it('starts nothing before the labels are in, however far the inputs moved', () => {
		expect(decideTrigger(facts({ coverage: 0.79 }))).toMatchObject({ start: false, because: expect.stringContaining('labels') });
		expect(decideTrigger(facts({ blocks: 9 }))).toMatchObject({ start: false, because: expect.stringContaining('labels') });
	});

	it('waits while something is open at the endpoint, and starts afterwards', () => {
		expect(decideTrigger(facts({ open: 'change #4 is open' }))).toEqual({ start: false, wait: true, because: 'It waits: change #4 is open.' });
		expect(decideTrigger(facts())).toMatchObject({ start: true });
	});

	it('never starts twice by one cause, by an old window, or without a configuration', () => {
		expect(decideTrigger(facts({ startedBefore: true, open: 'change #4 is open' }))).toMatchObject({ start: false, wait: false });
		expect(decideTrigger(facts({ newerWindow: '2013-05' }))).toMatchObject({ start: false, wait: false });
		expect(decideTrigger(facts({ configured: false }))).toMatchObject({ start: false, wait: false });
	});
});
