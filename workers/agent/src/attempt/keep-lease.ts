import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentTerms, AssignedAttempt, AttemptPhase } from '@interlock/contracts/agent';
import { type FrontDoor, isStale } from '../front-door.ts';
import { writeJson } from '../host/json-file.ts';
import type { Log } from '../log.ts';
import { monotonicMs } from '../shim/shim-file.ts';

// Rules
// 1. The lease is renewed as long as the attempt isn't reported; an answer may carry the wish to cancel.
// 2. Each success moves the deadline to three quarters of the lease's life after the request was *sent*: the shim ends the
//    training past it, so that the training is gone before the lease can be given to another.
// 3. "Stale" is final: the lease is another's, whatever happens here must not be reported any more.

/** Part of the lease's life until the shim acts; the rest is for its grace time and for clocks that differ. */
const DEADLINE_SHARE = 0.75;

export interface Lease {
	/** Fires when the lease is another's. */
	stale: AbortSignal;
	/** Fires when somebody asked to cancel. */
	cancelled: AbortSignal;
	/** What the next renewal says. */
	state: { phase: AttemptPhase; pid: number | null };
	/** Resolves as soon as the lease is known to be held; rejects when one of its signals or `signal` fires. */
	held(signal: AbortSignal): Promise<void>;
	close(): void;
}

/** Starts renewing at once and goes on until closed. */
export function keepLease(door: FrontDoor, attempt: AssignedAttempt, terms: AgentTerms, deadlineFile: string, log: Log): Lease {
	const stale = new AbortController();
	const cancelled = new AbortController();
	const closed = new AbortController();
	const state: Lease['state'] = { phase: 'environment', pid: null };
	let deadlineMs = 0;

	const renew = async () => {
		const sentAtMs = monotonicMs();
		const { cancel } = await door.renew(attempt.id, { leaseToken: attempt.leaseToken, ...state });
		deadlineMs = sentAtMs + terms.leaseTtlMs * DEADLINE_SHARE;
		writeJson(deadlineFile, { atMs: deadlineMs });
		if (cancel && !cancelled.signal.aborted) cancelled.abort(new Error('cancelled'));
	};
	const run = async () => {
		while (!closed.signal.aborted) {
			try {
				await renew();
			} catch (error) {
				if (closed.signal.aborted) return;
				if (isStale(error)) return stale.abort(new Error('the lease is no longer held'));
				log.warn({ attemptId: attempt.id, error: String(error) }, 'lease not renewed');
			}
			await sleep(terms.renewEveryMs, undefined, { signal: closed.signal }).catch(() => {});
		}
	};
	void run();

	const held = async (signal: AbortSignal) => {
		const ended = AbortSignal.any([stale.signal, cancelled.signal, signal]);
		while (monotonicMs() >= deadlineMs) {
			ended.throwIfAborted();
			await sleep(50, undefined, { signal: ended });
		}
		ended.throwIfAborted();
	};
	return { stale: stale.signal, cancelled: cancelled.signal, state, held, close: () => closed.abort() };
}
