// Rules
// 1. A training has one attempt at a time; the first is queued when it starts.
// 2. An attempt that is lost (its host vanished, its lease ran out, the whole system was stopped) is followed by another, at most 5 times.
// 3. A failure of the user's code ends the training; so does a cancel.
// 4. A training that declared a model succeeds only with a version of it.

export const MAX_LOST_ATTEMPTS = 5;
/** How long a lease holds without renewal, and how often an agent renews. */
export const LEASE_TTL_MS = 60_000;
export const LEASE_RENEW_MS = 3_000;

export interface TrainingFacts {
	state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
	cancelRequested: boolean;
	modelName: string | null;
	/** A version of the declared model made by this run exists. */
	registered: boolean;
	attempts: readonly { number: number; state: string; leaseExpiresAtMs: number | null; reason: string | null }[];
}

export type TrainingStep =
	| { do: 'end' }
	| { do: 'queue-attempt'; number: number }
	| { do: 'mark-lost'; number: number }
	| { do: 'finish'; outcome: 'succeeded' | 'failed' | 'cancelled'; reason: string }
	/** Nothing to do before a doorbell or this time. */
	| { do: 'wait'; untilMs: number };

const LONGEST_WAIT_MS = 5 * 60_000;

/** What a training needs next, from its rows alone; asked again after each step, so that a rebuilt process goes on where the rows are. */
export function nextTrainingStep(facts: TrainingFacts, nowMs: number): TrainingStep {
	if (facts.state !== 'queued' && facts.state !== 'running') return { do: 'end' };
	const last = facts.attempts.at(-1);
	if (!last) return facts.cancelRequested ? cancelled() : { do: 'queue-attempt', number: 1 };
	switch (last.state) {
		case 'queued':
			return facts.cancelRequested ? cancelled() : { do: 'wait', untilMs: nowMs + LONGEST_WAIT_MS };
		case 'leased':
		case 'running':
			if (last.leaseExpiresAtMs !== null && last.leaseExpiresAtMs < nowMs) return { do: 'mark-lost', number: last.number };
			return { do: 'wait', untilMs: Math.min((last.leaseExpiresAtMs ?? nowMs) + 1_000, nowMs + LONGEST_WAIT_MS) };
		case 'succeeded':
			if (facts.modelName === null || facts.registered) return { do: 'finish', outcome: 'succeeded', reason: 'the process ended with exit code 0' };
			return { do: 'finish', outcome: 'failed', reason: `the run ended without registering a version of "${facts.modelName}"` };
		case 'cancelled':
			return cancelled();
		case 'lost': {
			if (facts.cancelRequested) return cancelled();
			const lost = facts.attempts.filter((a) => a.state === 'lost').length;
			if (lost > MAX_LOST_ATTEMPTS) return { do: 'finish', outcome: 'failed', reason: `${lost} attempts were lost; the limit is ${MAX_LOST_ATTEMPTS}` };
			return { do: 'queue-attempt', number: last.number + 1 };
		}
		default:
			return { do: 'finish', outcome: 'failed', reason: last.reason ?? 'the process failed' };
	}
}

function cancelled(): TrainingStep {
	return { do: 'finish', outcome: 'cancelled', reason: 'cancelled by a person' };
}
