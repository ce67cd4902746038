export interface MarkedWindow {
	orgId: string;
	endpointId: string;
	/** 'YYYY-MM' by event time. */
	window: string;
}

/** Activities of the process `monitor/...`. */
export interface MonitorActivities {
	/** Windows with new predictions or labels; of one endpoint, or with null of all. At most 200. */
	listDirtyWindows(input: { endpointId: string | null }): Promise<MarkedWindow[]>;
	/** Judges a window; unchanged data isn't evaluated again. */
	monitorWindow(input: MarkedWindow): Promise<{ outcome: string; triggerId: string | null }>;
}
