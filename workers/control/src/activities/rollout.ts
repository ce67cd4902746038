import type { RolloutActivities } from '@interlock/contracts/process';
import { finishRollout, judgeRolloutStep, readRollout, rollBack, setWeight } from '@interlock/services/deployment';
import { type ActivityDeps, processContext } from '../process-context.ts';
import { orgOf } from './org-of.ts';

export function rolloutActivities(deps: ActivityDeps): RolloutActivities {
	const contextOf = async (rolloutId: string) => processContext(deps, 'rollout', `rollout/${rolloutId}`, await orgOf(deps, 'rollout', rolloutId));
	return {
		readRollout: async (input) => readRollout(await contextOf(input.rolloutId), input),
		setWeight: async (input) => setWeight(await contextOf(input.rolloutId), input),
		judgeRolloutStep: async (input) => judgeRolloutStep(await contextOf(input.rolloutId), input),
		finishRollout: async (input) => finishRollout(await contextOf(input.rolloutId), input),
		rollBackRollout: async (input) => rollBack(await contextOf(input.rolloutId), input),
	};
}
