'use client';
import { type KeyboardEvent, useRef } from 'react';

/**
 * Roving focus over the rows of a table: one row is in the tab order, arrows or j and k move, Enter or o opens the row's first link.
 * Spread `bodyProps` on the tbody; its rows carry `data-row`.
 */
export function useRowKeys(): { bodyProps: { ref: React.RefObject<HTMLTableSectionElement | null>; onKeyDown: (event: KeyboardEvent) => void } } {
	const ref = useRef<HTMLTableSectionElement>(null);
	function onKeyDown(event: KeyboardEvent) {
		const target = event.target;
		if (!(target instanceof HTMLElement) || !target.matches('[data-row]')) return;
		const rows = [...(ref.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
		const at = rows.indexOf(target);
		const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
		if (step) {
			event.preventDefault();
			const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
			for (const row of rows) row.tabIndex = row === next ? 0 : -1;
			next?.focus();
		} else if (event.key === 'Enter' || event.key === 'o') {
			event.preventDefault();
			target.querySelector('a')?.click();
		}
	}
	return { bodyProps: { ref, onKeyDown } };
}
