import type { State } from '@interlock/ui/base';

export const PILES = ['reviews', 'opened', 'mentions', 'notices'] as const;
export type Pile = (typeof PILES)[number];
/** What the address can ask for: everything, one pile, or what was put away. */
export const SHOWN = ['all', ...PILES, 'archived'] as const;
export type Shown = (typeof SHOWN)[number];

/** One line of the inbox, in words. */
export interface InboxLine {
	key: string;
	pile: Pile;
	state: State;
	/** The word beside the state's icon, where the page knows a better one. */
	word: string | null;
	title: string;
	/** What is asked, or what happened. */
	asked: string;
	/** Why the reader. */
	because: string;
	/** "nyc-flights, arrival-delay / production". */
	where: string | null;
	href: string;
	atMs: number;
	dueAtMs: number | null;
	/** Set for what was told; changes that wait can't be put away. */
	notification: { id: string; unread: boolean; archived: boolean } | null;
}
