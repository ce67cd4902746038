/** One value that differs between two rows of the same key; null where it is missing. */
export interface CellChange {
	key: string;
	column: string;
	base: string | null;
	head: string | null;
}

/** How the rows of two datasets differ, matched by the columns that name a row. Counts are of distinct keys. */
export interface RowDiff {
	/** The columns that name a row; several are joined by " / " in a key. */
	key: string[];
	baseRows: number;
	headRows: number;
	added: number;
	removed: number;
	changed: number;
	/** The first keys of each kind in their order, at most ROWS_SAMPLED of each. */
	sample: { added: string[]; removed: string[]; changed: CellChange[] };
}

export const ROWS_SAMPLED = 20;
