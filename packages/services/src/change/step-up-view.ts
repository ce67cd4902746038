import { stepUpMsOf } from '@interlock/domain/change';
import type { PolicyDocument } from '@interlock/domain/policy';
import type { ServiceContext } from '../access/index.ts';
import type { ChangeView } from './change-view.ts';

/** What the page asks of the viewer before an approval: a password within the policy's time, and when it was last entered. */
export function stepUpView({ actor }: ServiceContext, policy: PolicyDocument, asks: readonly string[]): ChangeView['viewer']['stepUp'] {
	const stepUpMs = stepUpMsOf(policy, asks);
	if (stepUpMs === null) return null;
	const entered = actor.kind === 'user' && actor.auth?.strength === 'password' ? actor.auth.atMs : null;
	return { withinMs: stepUpMs, enteredAtMs: entered };
}
