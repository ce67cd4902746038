'use client';
import { useRef } from 'react';
import { useKeys } from '../../shell/use-keys.ts';

/** j and k go over the lines from anywhere on the page, e puts the line away that has the focus. `rowRef` goes on what holds the lines. */
export function useInboxKeys(onArchive: (key: string) => void) {
	const rowRef = useRef<HTMLDivElement>(null);
	const rows = () => [...(rowRef.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
	const at = () => rows().findIndex((row) => row === document.activeElement);

	function go(step: number) {
		const all = rows();
		const now = at();
		const next = all[now === -1 ? 0 : Math.min(Math.max(now + step, 0), all.length - 1)];
		for (const row of all) row.tabIndex = row === next ? 0 : -1;
		next?.focus();
	}
	useKeys('j', () => go(1));
	useKeys('k', () => go(-1));
	useKeys('e', () => {
		const all = rows();
		const now = at();
		const key = all[now]?.dataset.row;
		if (!key) return;
		// The line goes: the next one takes the focus, so that one can go on.
		(all[now + 1] ?? all[now - 1])?.focus();
		onArchive(key);
	});
	return rowRef;
}
