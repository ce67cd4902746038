/** What the process does next: ask again, sleep until a doorbell or `waitMs`, or end. */
export type RunAdvance = { next: 'again' } | { next: 'wait'; waitMs: number } | { next: 'end'; state: string };

/** Activities of the process `run/<id>`. */
export interface RunActivities {
	/** Does the run's next step from its rows; the same call twice does nothing twice. */
	advanceRun(input: { runId: string }): Promise<RunAdvance>;
}
