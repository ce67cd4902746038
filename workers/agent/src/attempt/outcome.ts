import type { AttemptFinish } from '@interlock/contracts/agent';
import type { ExitFile } from '../shim/shim-file.ts';

// Rules
// 1. By itself with exit code 0: succeeded; with another, or by a signal: failed, the user's to look at.
// 2. Cancelled by a person: cancelled, however the process took it.
// 3. Ended by us or by the host (lease not renewed, Interlock or the host stopped, shim killed): lost, another attempt may follow.

/** What is reported of how a training ended. */
export function outcomeOf(exit: ExitFile): Omit<AttemptFinish, 'leaseToken'> {
	const { exitCode } = exit;
	switch (exit.cause) {
		case 'exited':
			if (exitCode === 0) return { outcome: 'succeeded', exitCode, reason: 'The training ended with exit code 0.' };
			return {
				outcome: 'failed',
				exitCode,
				reason: exit.signal === null ? `The training ended with exit code ${exitCode}.` : `The training was ended by ${exit.signal}${hintOf(exit.signal)}.`,
			};
		case 'not-started':
			return { outcome: 'failed', exitCode: null, reason: `The training could not be started: ${exit.message ?? 'no reason given'}` };
		case 'cancel':
			return { outcome: 'cancelled', exitCode, reason: 'Cancelled.' };
		case 'max-runtime':
			return { outcome: 'failed', exitCode, reason: 'The training ran longer than its limit and was ended.' };
		case 'fenced':
			return { outcome: 'lost', exitCode, reason: 'The lease could not be renewed in time, so the training was ended.' };
		case 'system-stop':
			return { outcome: 'lost', exitCode, reason: 'Interlock was stopped, and the training with it.' };
		case 'stale':
		case 'terminated':
			return { outcome: 'lost', exitCode, reason: exit.message ?? 'The training was ended from outside.' };
	}
}

function hintOf(signal: string): string {
	return signal === 'SIGKILL' ? ' (the host may have run out of memory)' : '';
}
