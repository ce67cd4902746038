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
	/** Asks again for a review that doesn't come: the reviewers, then those the policy escalates to; each once per revision. */
	remindReviewers(input: { changeId: string }): Promise<void>;
	/** Closes an expired change, a retrain that isn't shown better, or what nobody approved in time. */
	closeByPolicy(input: { changeId: string }): Promise<void>;
	/** Starts training the revision's version again from its run's lock, or says why it can't be; once per revision. */
	startReproduction(input: { changeId: string; revision: number }): Promise<void>;
	/** Rolls back what went out by break-glass and wasn't reviewed in time. */
	takeBackUnreviewed(input: { changeId: string }): Promise<void>;
}

/** The heavy one: scores both versions on the held-out data in the serving runtime. */
export interface EvaluationActivities {
	/** Compares candidate and champion on the held-out data and writes the gates' results, once per revision. */
	evaluateRevision(input: { changeId: string; revision: number }): Promise<EvaluatedRevision>;
	/** Compares a training that ended with the one it repeats and writes the gate's result, once per revision; does nothing while it runs. */
	settleReproduction(input: { changeId: string; revision: number }): Promise<void>;
}
