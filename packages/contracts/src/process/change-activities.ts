import type { ChangeStep } from '@interlock/domain/change';

export type { ChangeStep };

export interface EvaluatedRevision {
	evaluation: 'finished' | 'failed';
	/** Held-out rows scored and the blocks they fall in; 0 when it failed. */
	rowsScored: number;
	blocks: number;
}

/** Activities of the process `change/<id>`; each effect happens once, whoever retries it. */
export interface ChangeActivities {
	/** Re-reads the change, decides it anew where it waits for people, and says what comes next. */
	considerChange(input: { changeId: string }): Promise<ChangeStep>;
	/** Closes an expired change, or a retrain that isn't shown better. */
	closeByPolicy(input: { changeId: string }): Promise<void>;
}

/** The heavy one: scores both versions on the held-out data in the serving runtime. */
export interface EvaluationActivities {
	/** Compares candidate and champion on the held-out data and writes the gates' results, once per revision. */
	evaluateRevision(input: { changeId: string; revision: number }): Promise<EvaluatedRevision>;
}
