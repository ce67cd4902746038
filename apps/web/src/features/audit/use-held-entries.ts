'use client';
import { useState } from 'react';
import type { Outputs } from '../../api/outputs.ts';

type Page = Outputs['audit']['list'];
const EMPTY: Page = { rows: [], more: false };

/**
 * Nothing moves under the pointer: the page stays as it was first seen and newer entries wait until asked for. Entries never change but
 * for what is erased from them. `key` names what was asked; `settled`: `page` answers that question.
 */
export function useHeldEntries(key: string, page: Page | undefined, settled: boolean): { shown: Page; waiting: number; showAll: () => void } {
	const [held, setHeld] = useState<{ key: string; page: Page } | null>(null);
	const current = held?.key === key ? held.page : null;
	if (page && settled && (!current || (current.rows.length === 0 && page.rows.length > 0))) setHeld({ key, page });
	const shown = current ? { ...current, rows: current.rows.map((row) => page?.rows.find(({ n }) => n === row.n) ?? row) } : (page ?? EMPTY);
	const newest = shown.rows[0]?.n ?? 0;
	return {
		shown,
		waiting: settled && page ? page.rows.filter(({ n }) => n > newest).length : 0,
		showAll: () => page && setHeld({ key, page }),
	};
}
