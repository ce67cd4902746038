/** Where a retrain stands, by its rows. */
export interface RetrainPosition {
	state: 'queued' | 'training' | 'proposed' | 'failed';
	/** `ended`: failed or cancelled. */
	training: 'none' | 'running' | 'succeeded' | 'ended';
	reason: string | null;
}

/** Activities of the process `retrain/<id>`; expected failures end the retrain with a reason and aren't errors. */
export interface RetrainActivities {
	/** Re-reads where the retrain stands. */
	readRetrain(input: { triggerId: string }): Promise<RetrainPosition>;
	/** Starts the training as the service account, once. */
	startRetrainTraining(input: { triggerId: string }): Promise<{ state: string }>;
	/** Opens the change as the service account, once. */
	proposeRetrained(input: { triggerId: string }): Promise<{ state: string }>;
	/** Ends it without a change, with the reason. */
	failRetrain(input: { triggerId: string; reason: string }): Promise<{ state: string }>;
}
