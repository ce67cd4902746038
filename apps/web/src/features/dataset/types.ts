export interface DatasetRow {
	name: string;
	versions: number;
	latestVersion: number | null;
	latestRows: number | null;
	latestPeriod: string | null;
	latestBytes: number | null;
	createdBy: string | null;
	updatedAtMs: number | null;
}

export interface DatasetVersionRow {
	version: number;
	period: string | null;
	digest: string;
	rowCount: number;
	sizeBytes: number;
	format: 'parquet' | 'csv';
	createdBy: string;
	createdAtMs: number;
}

export interface ColumnView {
	name: string;
	type: string;
	count: number;
	missing: number;
	distinct: number | null;
	/** "mean 12.9, −43 to 1,301", or the most frequent values. */
	summary: string;
	/** Counts per equal-width bin, or of the most frequent values. */
	bars: number[];
}

export interface DatasetDetail {
	name: string;
	/** Newest first. */
	versions: DatasetVersionRow[];
	selected: (DatasetVersionRow & { columns: ColumnView[]; expectations: string[] }) | null;
}
