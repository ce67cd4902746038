export interface ProjectRow {
	id: string;
	slug: string;
	name: string;
	createdAtMs: number;
	runs: number;
	runsLive: number;
	openChanges: number;
	endpoints: number;
}
