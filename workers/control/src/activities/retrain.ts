import type { RetrainActivities } from '@interlock/contracts/process';
import { failRetrain, proposeRetrained, readRetrain, startRetrainTraining } from '@interlock/services/retrain';
import { type ActivityDeps, processContext } from '../process-context.ts';
import { orgOf } from './org-of.ts';

export function retrainActivities(deps: ActivityDeps): RetrainActivities {
	const contextOf = async (triggerId: string) => processContext(deps, 'retrain', `retrain/${triggerId}`, await orgOf(deps, 'retrain', triggerId));
	return {
		readRetrain: async (input) => readRetrain(await contextOf(input.triggerId), input),
		startRetrainTraining: async (input) => startRetrainTraining(await contextOf(input.triggerId), input),
		proposeRetrained: async (input) => proposeRetrained(await contextOf(input.triggerId), input),
		failRetrain: async (input) => failRetrain(await contextOf(input.triggerId), input),
	};
}
