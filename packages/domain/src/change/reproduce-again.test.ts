import { expect, test } from 'vitest';
import { whyNotReproduceAgain } from './index.ts';

test.each([
	['in-review', 'inconclusive', null],
	['draft', 'inconclusive', null],
	['in-review', 'passed', 'It passed; only what is inconclusive is tried again.'],
	['in-review', 'failed', 'It failed; only what is inconclusive is tried again.'],
	['in-review', 'running', 'It is on its way.'],
	['in-review', 'pending', 'It is on its way.'],
	['in-review', null, 'The policy of this revision asks for none.'],
	['applied', 'inconclusive', 'The change is not in review.'],
	['closed', 'inconclusive', 'The change is not in review.'],
] as const)('a change that is %s whose reproduction is %s is trained again once more unless: %s', (state, gate, why) => {
	expect(whyNotReproduceAgain(state, gate)).toBe(why);
});
