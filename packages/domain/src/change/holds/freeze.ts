import { formatInstant, freezeAt } from '../../policy/index.ts';
import type { HoldRule } from '../decision.ts';

/** R18: nothing starts to roll out within a freeze of the policy's calendar. */
export const holdsOfFreeze: HoldRule = ({ policy, nowMs }) => {
	const freeze = freezeAt(policy.freeze, nowMs);
	if (!freeze) return [];
	const end = formatInstant(freeze.untilMs);
	return [{ reason: `Frozen: ${freeze.name}, until ${end}.`, needed: `the end of the freeze "${freeze.name}", ${end}`, untilMs: freeze.untilMs }];
};
