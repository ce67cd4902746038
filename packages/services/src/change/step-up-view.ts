import { provedAtMs } from '@interlock/domain/access';
import { stepUpMsOf } from '@interlock/domain/change';
import type { PolicyDocument } from '@interlock/domain/policy';
import type { ServiceContext } from '../access/index.ts';
import type { ChangeView } from './change-view.ts';

/** What the page asks of the viewer before an approval: a fresh proof of who they are, and when they last gave one. */
export function stepUpView({ actor }: ServiceContext, policy: PolicyDocument, asks: readonly string[]): ChangeView['viewer']['stepUp'] {
	const stepUpMs = stepUpMsOf(policy, asks);
	if (stepUpMs === null) return null;
	return { withinMs: stepUpMs, strength: policy.stepUpStrength, enteredAtMs: provedAtMs(actor, policy.stepUpStrength) };
}
