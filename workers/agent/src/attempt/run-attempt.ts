import { existsSync } from 'node:fs';
import type { AttemptFinish } from '@interlock/contracts/agent';
import type { AgentContext } from '../agent-context.ts';
import { FrontDoorError, isStale, untilAnswered } from '../front-door.ts';
import { type AttemptFolder, createAttemptFolder, type KeptAttempt, removeAttemptFolder } from './attempt-folder.ts';
import { followTraining } from './follow-training.ts';
import { keepLease, type Lease } from './keep-lease.ts';
import { launchShim } from './launch-shim.ts';
import { outcomeOf } from './outcome.ts';
import { PreparationFailed, prepareAttempt } from './prepare-attempt.ts';
import { type LogShipping, shipLogs } from './ship-logs.ts';

type Outcome = Omit<AttemptFinish, 'leaseToken'>;

const LAST_WORDS_MS = 1000;
const MAX_REASON_CHARACTERS = 2000;

/**
 * Takes one attempt to its end, or takes up one that an earlier life of this agent began: what is done already shows in
 * its folder. The folder goes when the front door knows the outcome, or when the lease is another's. When the agent
 * leaves, it returns early and everything stays as it is.
 */
export async function runAttempt(context: AgentContext, kept: KeptAttempt): Promise<void> {
	const { attempt } = kept;
	const log = context.log.child({ attemptId: attempt.id, runId: attempt.runId });
	const folder = createAttemptFolder(context.settings.folder, kept);
	const lease = keepLease(context.door, attempt, context.terms, folder.shim.deadline, log);
	const logs = shipLogs(context.door, kept, folder, log);
	try {
		const outcome = (await prepareAndLaunch(context, kept, folder, lease)) ?? (await follow(context, kept, folder, lease));
		log.info(outcome, 'attempt ended');
		if (!lease.stale.aborted) await report(context, kept, outcome, logs);
		removeAttemptFolder(folder);
	} catch (error) {
		if (lease.stale.aborted || isStale(error)) {
			log.warn('the lease is no longer held; the attempt is dropped');
			removeAttemptFolder(folder);
		} else if (!context.leaving.aborted && !context.systemStop.aborted) {
			throw error;
		}
	} finally {
		lease.close();
		logs.stop();
	}
}

/** Null once the training is launched; an outcome when it never will be. */
async function prepareAndLaunch(context: AgentContext, kept: KeptAttempt, folder: AttemptFolder, lease: Lease): Promise<Outcome | null> {
	if (existsSync(folder.shim.run)) {
		lease.state.phase = 'training';
		return null;
	}
	const signal = AbortSignal.any([lease.stale, lease.cancelled, context.leaving, context.systemStop]);
	try {
		await lease.held(signal);
		const launch = await prepareAttempt(context, kept, folder, lease, signal);
		await lease.held(signal);
		launchShim(folder, launch);
		return null;
	} catch (error) {
		if (lease.stale.aborted || context.leaving.aborted || context.systemStop.aborted) throw error;
		if (lease.cancelled.aborted) return { outcome: 'cancelled', exitCode: null, reason: 'Cancelled before the training began.' };
		const reason = error instanceof Error ? error.message : 'unknown reason';
		return { outcome: error instanceof PreparationFailed ? 'failed' : 'lost', exitCode: null, reason: reason.slice(0, MAX_REASON_CHARACTERS) };
	}
}

async function follow(context: AgentContext, kept: KeptAttempt, folder: AttemptFolder, lease: Lease): Promise<Outcome> {
	const exit = await followTraining(folder, {
		attemptId: kept.attempt.id,
		stopReason: () => {
			if (lease.stale.aborted) return 'stale';
			if (lease.cancelled.aborted) return 'cancel';
			return context.systemStop.aborted ? 'system-stop' : null;
		},
		onPid: (pid) => {
			lease.state.pid = pid;
		},
		leaving: context.leaving,
	});
	return outcomeOf(exit);
}

/** The rest of the logs, then the outcome. When the whole system stops there's a second for it; the next start does it else. */
async function report(context: AgentContext, kept: KeptAttempt, outcome: Outcome, logs: LogShipping): Promise<void> {
	const signal = context.systemStop.aborted ? AbortSignal.any([context.leaving, AbortSignal.timeout(LAST_WORDS_MS)]) : context.leaving;
	await logs.drain(signal);
	const finish = { leaseToken: kept.attempt.leaseToken, ...outcome };
	try {
		await untilAnswered(() => context.door.finish(kept.attempt.id, finish), signal);
	} catch (error) {
		if (!(error instanceof FrontDoorError) || isStale(error)) throw error;
		context.log.error({ attemptId: kept.attempt.id, error: error.message }, 'the outcome was refused');
	}
}
