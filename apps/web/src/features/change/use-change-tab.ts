'use client';
import { usePathname } from 'next/navigation';
import { type MouseEvent, useEffect } from 'react';
import { type ChangeTab, pathOfTab, tabBeside, tabOfPath } from './change-tab.ts';

/** The tab of the address, and a way to another one without loading the page again; `[` and `]` go to the one before and after. */
export function useChangeTab(base: string): { tab: ChangeTab; open: (tab: ChangeTab) => void } {
	const tab = tabOfPath(base, usePathname());

	function open(next: ChangeTab) {
		if (next === tab) return;
		history.pushState(null, '', pathOfTab(base, next));
		scrollTo({ top: 0 });
	}

	useEffect(() => {
		function onKeyDown(event: KeyboardEvent) {
			if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
			if (event.key === '[') open(tabBeside(tab, -1));
			if (event.key === ']') open(tabBeside(tab, 1));
		}
		addEventListener('keydown', onKeyDown);
		return () => removeEventListener('keydown', onKeyDown);
	});
	return { tab, open };
}

/** Whether a key goes into a field, or to a dialogue over the page. */
export function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null);
}

/** Whether a click on a link asks for this page rather than for another window; then the browser doesn't follow it. */
export function staysHere(event: MouseEvent): boolean {
	if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
	event.preventDefault();
	return true;
}
