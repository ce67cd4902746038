import type { ChangeActivities } from '@interlock/contracts/process';
import { closeByPolicy, considerChange, remindReviewers, startReproduction, takeBackUnreviewed } from '@interlock/services/change';
import { type ActivityDeps, processContext } from '../process-context.ts';
import { orgOf } from './org-of.ts';

export function changeActivities(deps: ActivityDeps): ChangeActivities {
	const contextOf = async (changeId: string) => processContext(deps, 'change', `change/${changeId}`, await orgOf(deps, 'change', changeId));
	return {
		considerChange: async (input) => considerChange(await contextOf(input.changeId), input),
		remindReviewers: async (input) => remindReviewers(await contextOf(input.changeId), input),
		closeByPolicy: async (input) => closeByPolicy(await contextOf(input.changeId), input),
		startReproduction: async (input) => startReproduction(await contextOf(input.changeId), input),
		takeBackUnreviewed: async (input) => takeBackUnreviewed(await contextOf(input.changeId), input),
	};
}
