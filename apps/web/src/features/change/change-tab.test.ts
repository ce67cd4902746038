import { describe, expect, it } from 'vitest';
import { CHANGE_TABS, isTabPath, pathOfTab, tabBeside, tabOfPath } from './change-tab.ts';

describe('the tabs of a change', () => {
	it('have one address each, and the address names the tab', () => {
		const paths = CHANGE_TABS.map((tab) => pathOfTab('/acme/delay/changes/12', tab));
		expect(new Set(paths).size).toBe(CHANGE_TABS.length);
		expect(paths.map((path) => tabOfPath('/acme/delay/changes/12', path))).toEqual(CHANGE_TABS);
	});

	it('are known by name: any other path below a change is no page', () => {
		expect(isTabPath([])).toBe(true);
		expect(isTabPath(['data'])).toBe(true);
		expect(isTabPath(['overview'])).toBe(false);
		expect(isTabPath(['nothing'])).toBe(false);
		expect(isTabPath(['data', 'more'])).toBe(false);
	});

	it('move one step at a time and hold at both ends', () => {
		expect(tabBeside('overview', 1)).toBe('metrics');
		expect(tabBeside('overview', -1)).toBe('overview');
		expect(tabBeside('rollout', 1)).toBe('rollout');
	});
});
