/** The parts of the REST answers the quickstart reads. */
export interface ChangeAnswer {
	number: number;
	state: 'draft' | 'in-review' | 'approved' | 'applied' | 'closed';
	origin: 'person' | 'retrain';
	closedReason: string | null;
	revision: { digest: string; evaluation: 'pending' | 'running' | 'finished' | 'failed'; evaluationError: string | null };
	gates: { gate: string; status: 'pending' | 'passed' | 'failed' | 'inconclusive' }[];
	comparison: {
		rowsScored: number;
		report: {
			baseline: 'champion' | 'naive';
			rows: number;
			blocks: number;
			metrics: { name: string; baseline: number; candidate: number }[];
			difference: { delta: number; interval: { low: number; high: number } | null };
			verdict: string;
		};
	} | null;
}

export interface EndpointAnswer {
	champion: { id: string; version: number } | null;
	rollout: { state: 'running' | 'paused' | 'live' | 'rolled-back'; reason: string | null; to: { version: number } } | null;
}

export interface RunAnswer {
	status: string;
	training: { state: string; reason: string | null } | null;
}
