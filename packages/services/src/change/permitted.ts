import type { StepUpStrength } from '@interlock/domain/access';

/** Whether the viewer may do something, and the sentence why not (or what it does). */
export interface Permitted {
	enabled: boolean;
	sentence: string;
}

/** A proof of who one is that has to be fresh: within how long, of which strength, and when it was last given. */
export interface StepUpAsked {
	withinMs: number;
	strength: StepUpStrength;
	enteredAtMs: number | null;
}
