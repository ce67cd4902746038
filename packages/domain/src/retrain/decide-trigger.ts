// Rules
// 1. A window starts a retrain when its inputs drifted or its model decayed, and enough of its labels are in. Without labels, drift is
//    shown and starts nothing: inputs may move without harm, and a candidate could not be judged on that month anyway.
// 2. Once per window and champion: the same cause never starts a second one.
// 3. Only the newest judged window counts: labels that come late for an old month start nothing.
// 4. One at a time: while a change of the endpoint is open, a rollout moves its traffic or a retrain is under way, the window waits.
// 5. An endpoint that isn't configured to be retrained never is.

export interface TriggerFacts {
	/** The endpoint has a retrain configuration. */
	configured: boolean;
	window: string;
	drift: { verdict: 'drifted' | 'steady' | 'not-enough-data'; sentence: string };
	/** null: there is no reference error to compare with. */
	decay: { verdict: 'decayed' | 'steady' | 'not-enough-labels'; sentence: string } | null;
	/** Share of the window's predictions with a label, 0 .. 1, and how many blocks they lie in. */
	coverage: number;
	blocks: number;
	/** A retrain was started by this window and champion. */
	startedBefore: boolean;
	/** A later window of the endpoint that was judged. */
	newerWindow: string | null;
	/** What is open at the endpoint, in words, such as "change #4 is open"; null: nothing. */
	open: string | null;
}

export type TriggerDecision =
	| { start: true; kind: 'drift' | 'decay'; sentence: string }
	/** `wait`: ask again later, without new data. */
	| { start: false; wait: boolean; because: string };

export const MIN_COVERAGE = 0.8;
export const MIN_BLOCKS = 10;

/** Whether a judged window starts a retrain, and why or why not. */
export function decideTrigger(facts: TriggerFacts): TriggerDecision {
	const drifted = facts.drift.verdict === 'drifted';
	const decayed = facts.decay?.verdict === 'decayed';
	if (!drifted && !decayed) return no('Its inputs are steady and its error holds.');
	if (!facts.configured) return no('The endpoint is not configured to be retrained.');
	if (facts.startedBefore) return no('This window has started a retrain already.');
	if (facts.coverage < MIN_COVERAGE || facts.blocks < MIN_BLOCKS) return no('Not enough of its predictions have labels yet.');
	if (facts.newerWindow) return no(`The later window ${facts.newerWindow} counts.`);
	if (facts.open) return { start: false, wait: true, because: `It waits: ${facts.open}.` };
	const sentences = [decayed ? facts.decay?.sentence : null, drifted ? facts.drift.sentence : null].filter((sentence) => sentence);
	return { start: true, kind: decayed ? 'decay' : 'drift', sentence: `${facts.window}: ${sentences.join(' ')}` };
}

function no(because: string): TriggerDecision {
	return { start: false, wait: false, because };
}
