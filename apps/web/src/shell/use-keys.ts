'use client';
import { useHotkeys } from 'react-hotkeys-hook';

/**
 * A key or chord of the page (`j`, `g>i`, `shift+a`), off while one types. Every one made of letters alone can be switched off by the
 * reader (WCAG 2.1.4); ones with Ctrl or Command stay.
 */
export function useKeys(keys: string, act: () => void): void {
	useHotkeys(keys, act, { preventDefault: true, sequenceSplitKey: '>' }, [act]);
}
