import { describe, expect, it } from 'vitest';
import type { EndCause } from '../shim/shim-file.ts';
import { outcomeOf } from './outcome.ts';

const exit = (cause: EndCause, exitCode: number | null = null, signal: string | null = null) =>
	outcomeOf({ cause, exitCode, signal, message: null, straysKilled: 0 });

describe('the outcome of a training', () => {
	it("is the user's to mend when it ended by itself, with an exit code or by a signal", () => {
		expect(exit('exited', 0).outcome).toBe('succeeded');
		expect(exit('exited', 1)).toMatchObject({ outcome: 'failed', exitCode: 1 });
		expect(exit('exited', null, 'SIGKILL')).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('memory') });
	});

	it('is cancelled when a person asked for it, also when it ended well in its last seconds', () => {
		expect(exit('cancel', 0).outcome).toBe('cancelled');
	});

	it.each(['fenced', 'system-stop', 'stale', 'terminated'] as const)('is lost, so that another attempt may follow, when it was %s', (cause) => {
		expect(exit(cause).outcome).toBe('lost');
	});
});
