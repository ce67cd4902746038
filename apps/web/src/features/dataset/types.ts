export interface DatasetRow {
	name: string;
	description: string;
	versions: number;
	newest: { version: number; period: string | null; rows: number; createdAtMs: number } | null;
}

export interface DatasetVersionRow {
	version: number;
	period: string | null;
	digest: string;
	rows: number;
	sizeBytes: number;
	format: 'parquet' | 'csv';
	createdBy: string;
	createdAtMs: number;
}

export interface ColumnProfileView {
	name: string;
	type: string;
	nullable: boolean;
	count: number;
	missing: number;
	distinct: number | null;
	mean: number | null;
	min: number | null;
	max: number | null;
	median: number | null;
	/** Shares of equal-width bins, or of the most frequent values. */
	shares: number[];
	/** Most frequent values; empty for numbers. */
	top: { value: string; count: number }[];
}

export interface DatasetDetail {
	name: string;
	description: string;
	versions: DatasetVersionRow[];
	selected: (DatasetVersionRow & { columns: ColumnProfileView[]; expectations: string[]; usedBy: { id: string; name: string }[] }) | null;
	nowMs: number;
}
