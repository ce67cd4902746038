import { describe, expect, it } from 'vitest';
import { type Anchor, type AnchorGround, mentionsIn, nameAnchor, resolveAnchor, sameAnchor, whyNotResolve } from './index.ts';

const ground: AnchorGround = {
	compared: {
		metrics: ['mae'],
		slices: [{ column: 'carrier', value: 'UA' }],
		columns: ['temp'],
		rows: ['f1'],
		cases: [{ suite: 'invariance', case: 'late stays late' }],
	},
	gates: ['non-inferiority'],
	code: { 'train.py': ['import numpy', 'fit()', '', 'fit()'] },
};
const anchors: [Anchor, Anchor][] = [
	[
		{ kind: 'metric', metric: 'mae' },
		{ kind: 'metric', metric: 'auc' },
	],
	[
		{ kind: 'slice', column: 'carrier', value: 'UA' },
		{ kind: 'slice', column: 'carrier', value: 'HA' },
	],
	[
		{ kind: 'column', column: 'temp' },
		{ kind: 'column', column: 'humid' },
	],
	[
		{ kind: 'row', key: 'f1' },
		{ kind: 'row', key: 'f2' },
	],
	[
		{ kind: 'gate', gate: 'non-inferiority' },
		{ kind: 'gate', gate: 'latency' },
	],
	[
		{ kind: 'case', suite: 'invariance', case: 'late stays late' },
		{ kind: 'case', suite: 'invariance', case: 'gone' },
	],
	[
		{ kind: 'line', path: 'train.py', line: 1, text: 'import numpy' },
		{ kind: 'line', path: 'train.py', line: 1, text: 'import scipy' },
	],
];

describe('where an anchor stands in a later revision', () => {
	it.each(anchors)('%j stays while it is shown, and %j is outdated', (kept, gone) => {
		expect(resolveAnchor(kept, ground).state).toBe('current');
		expect(resolveAnchor(gone, ground)).toMatchObject({ state: 'outdated', why: `The newest revision doesn't show ${nameAnchor(gone)} any more.` });
	});

	it('follows a line by its text to where it stands nearest', () => {
		const line = (at: number) => resolveAnchor({ kind: 'line', path: 'train.py', line: at, text: 'fit()' }, ground).line;
		expect([line(1), line(9)]).toEqual([2, 4]);
		expect(resolveAnchor({ kind: 'line', path: 'gone.py', line: 1, text: 'x' }, ground).state).toBe('outdated');
	});

	it('is left as it is until there is something to look it up in', () => {
		const pending: AnchorGround = { compared: null, gates: [], code: null };
		for (const [kept, gone] of anchors) for (const anchor of [kept, gone]) expect(resolveAnchor(anchor, pending).state).toBe('current');
	});

	it('is the same by what it names', () => {
		expect(sameAnchor({ kind: 'slice', column: 'a', value: 'b' }, { kind: 'slice', value: 'b', column: 'a' })).toBe(true);
		expect(sameAnchor({ kind: 'slice', column: 'a', value: 'b' }, { kind: 'slice', column: 'a', value: 'c' })).toBe(false);
	});
});

describe('mentions', () => {
	const people = [
		{ userId: 'm', name: 'Maya Ortiz', email: 'maya@harbour.test' },
		{ userId: 'j', name: 'jonas', email: 'jonas.k@harbour.test' },
		{ userId: 'jo', name: 'Jo', email: 'jo@harbour.test' },
	];

	it('are an @ and a name, with or without its space, or the beginning of an e-mail', () => {
		expect(mentionsIn('@Maya Ortiz, look', people)).toEqual(['m']);
		expect(mentionsIn('(@mayaortiz)', people)).toEqual(['m']);
		expect(mentionsIn('@maya and @jonas.k', people)).toEqual(['m', 'j']);
	});

	it('are whole names: @jonas mentions Jonas, not Jo', () => {
		expect(mentionsIn('@jonas?', people)).toEqual(['j']);
		expect(mentionsIn('@jo.', people)).toEqual(['jo']);
	});

	it('are not made by code or by an e-mail address', () => {
		expect(mentionsIn('`@jo` and\n```\n@maya\n```', people)).toEqual([]);
		expect(mentionsIn('write to x@jo', people)).toEqual([]);
	});
});

describe('settling a thread', () => {
	const thread = { createdBy: 'lee', createdByUserId: 'l' };

	it('is for whoever began it and for reviewers who contributed nothing', () => {
		expect(whyNotResolve(thread, { userId: 'l', mayReview: false, contributed: true })).toBeNull();
		expect(whyNotResolve(thread, { userId: 'j', mayReview: true, contributed: false })).toBeNull();
		expect(whyNotResolve(thread, { userId: 'm', mayReview: true, contributed: true })).toContain('You contributed to this change');
		expect(whyNotResolve(thread, { userId: 'v', mayReview: false, contributed: false })).toContain('Only lee or a reviewer');
	});
});
