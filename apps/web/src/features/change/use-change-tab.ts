'use client';
import { usePathname } from 'next/navigation';
import type { MouseEvent } from 'react';
import { useKeys } from '../../shell/use-keys.ts';
import { type ChangeTab, pathOfTab, tabBeside, tabOfPath } from './change-tab.ts';

/** The tab of the address, and a way to another one without loading the page again; `[` and `]` go to the one before and after. */
export function useChangeTab(base: string): { tab: ChangeTab; open: (tab: ChangeTab) => void } {
	const tab = tabOfPath(base, usePathname());

	function open(next: ChangeTab) {
		if (next === tab) return;
		history.pushState(null, '', pathOfTab(base, next));
		scrollTo({ top: 0 });
	}

	useKeys('[', () => open(tabBeside(tab, -1)));
	useKeys(']', () => open(tabBeside(tab, 1)));
	return { tab, open };
}

/** Whether a click on a link asks for this page rather than for another window; then the browser doesn't follow it. */
export function staysHere(event: MouseEvent): boolean {
	if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
	event.preventDefault();
	return true;
}
