import { describe, expect, it } from 'vitest';
import { CHANGE_STATES } from '../change/index.ts';
import { asksForMore, recallInput, stateOfChange, stateOfEndpoint, stateOfVersion } from './index.ts';

describe('an item of a recall', () => {
	it('that is a change asks for something until it is closed, replaced by a revision that does not depend on it, or dismissed', () => {
		const state = (more: object) => stateOfChange({ dismissed: false, state: 'in-review', depends: true, rolledBack: false, ...more });
		expect(state({})).toBe('suspended');
		expect(state({ state: 'approved' })).toBe('serving');
		expect(state({ depends: false })).toBe('replaced');
		expect(state({ state: 'closed' })).toBe('closed');
		expect(state({ state: 'closed', rolledBack: true })).toBe('rolled-back');
		expect(state({ state: 'applied' })).toBe('closed');
		for (const one of CHANGE_STATES) expect(asksForMore('change', state({ state: one, dismissed: true }))).toBe(false);
	});

	it('that is an endpoint asks for something while it serves it', () => {
		const state = (more: object) => stateOfEndpoint({ dismissed: false, serves: true, rolledBack: false, ...more });
		expect(asksForMore('endpoint', state({}))).toBe(true);
		expect([state({ serves: false, rolledBack: true }), state({ serves: false }), state({ dismissed: true })]).toEqual([
			'rolled-back',
			'replaced',
			'dismissed',
		]);
	});

	it('that is a version never asks for anything by itself', () => {
		for (const dismissed of [true, false])
			for (const served of [true, false]) expect(asksForMore('model-version', stateOfVersion({ dismissed, served }))).toBe(false);
	});
});

it('a recall names exactly one thing, and says why', () => {
	const parse = (input: object) => recallInput.safeParse({ org: 'a', project: 'b', reason: 'In hours.', ...input }).success;
	const dataset = { name: 'flights', version: 1 };
	expect([parse({ dataset }), parse({ model: dataset }), parse({ run: 'f'.repeat(32) })]).toEqual([true, true, true]);
	for (const wrong of [
		{},
		{ dataset, model: dataset },
		{ run: 'x' },
		{ dataset: { name: '', version: 1 } },
		{ dataset: { name: 'a', version: 0 } },
		{ dataset, reason: ' a ' },
	])
		expect(parse(wrong), JSON.stringify(wrong)).toBe(false);
});
