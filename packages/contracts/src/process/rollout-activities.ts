/** Where a rollout stands, by its row. */
export interface RolloutPosition {
	open: boolean;
	paused: boolean;
	/** The step to work on. */
	index: number;
	/** The step's weight is written. */
	weighted: boolean;
	/** An inference server serves it: its requests count. */
	acknowledged: boolean;
	/** The last step has passed: only finishing is left. */
	complete: boolean;
	lookEveryMs: number;
}

export interface RolloutLook {
	/** `wait`: not acknowledged yet, paused, or not enough evidence. `ended`: somebody rolled back meanwhile. */
	verdict: 'wait' | 'advance' | 'roll-back' | 'ended';
	/** The judgement's sentence, with its numbers. */
	reason: string;
}

export interface WeightSet {
	/** `ended`: somebody rolled back meanwhile, nothing was written. `paused`: not now. */
	outcome: 'set' | 'paused' | 'ended';
	routeSeq: number | null;
}

/** Activities of the process `rollout/<id>`; each effect happens once, by its semantic step key. */
export interface RolloutActivities {
	/** Re-reads where the rollout stands. */
	readRollout(input: { rolloutId: string }): Promise<RolloutPosition>;
	/** Writes the step's route. */
	setWeight(input: { rolloutId: string; index: number }): Promise<WeightSet>;
	/** One look at the step's counts; marks a passed step in the same transaction. */
	judgeRolloutStep(input: { rolloutId: string; index: number }): Promise<RolloutLook>;
	/** The candidate becomes the champion. */
	finishRollout(input: { rolloutId: string }): Promise<{ state: string }>;
	/** All traffic to the champion. */
	rollBackRollout(input: { rolloutId: string; reason: string }): Promise<{ state: string }>;
}
