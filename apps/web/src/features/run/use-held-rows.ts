'use client';
import { useState } from 'react';

/**
 * Nothing moves under the pointer: rows keep their order and new ones wait until asked for, while the values of shown rows follow.
 * `key` names what was asked; another question shows its own rows at once. `settled`: the rows answer that question.
 */
export function useHeldRows<Row extends { id: string }>(
	key: string,
	rows: readonly Row[],
	settled: boolean,
): { shown: Row[]; waiting: number; showAll: () => void } {
	const [held, setHeld] = useState<{ key: string; ids: readonly string[] } | null>(null);
	const ids = rows.map((row) => row.id);
	if (settled && (held?.key !== key || (held.ids.length === 0 && ids.length > 0))) setHeld({ key, ids });
	const current = held?.key === key ? held.ids : ids;
	return {
		shown: current.flatMap((id) => rows.find((row) => row.id === id) ?? []),
		waiting: ids.filter((id) => !current.includes(id)).length,
		showAll: () => setHeld({ key, ids }),
	};
}
