'use client';
import { useEffect } from 'react';
import { goesElsewhere } from './typing.ts';

/**
 * A key of the page (`j`, `e`, `?`), off while one types, while a dialogue is open, and while Ctrl, Alt or Command is held. Keys of a
 * single sign can be switched off by the reader; `ShellKeys` then keeps them from everybody.
 */
export function useKeys(key: string, act: () => void): void {
	useEffect(() => {
		function onKeyDown(event: KeyboardEvent) {
			if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key !== key || goesElsewhere(event.target)) return;
			event.preventDefault();
			act();
		}
		addEventListener('keydown', onKeyDown);
		return () => removeEventListener('keydown', onKeyDown);
	});
}
