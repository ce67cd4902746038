import type { EvaluationActivities } from '@interlock/contracts/process';
import { evaluateRevision, settleReproduction } from '@interlock/services/change';
import { type ActivityDeps, processContext } from '../process-context.ts';
import { orgOf } from './org-of.ts';

export function evaluationActivities(deps: ActivityDeps): EvaluationActivities {
	const contextOf = async (changeId: string) => processContext(deps, 'change', `change/${changeId}`, await orgOf(deps, 'change', changeId));
	return {
		evaluateRevision: async (input) => {
			const { evaluation, rowsScored, blocks } = await evaluateRevision(await contextOf(input.changeId), input);
			return { evaluation, rowsScored, blocks };
		},
		settleReproduction: async (input) => settleReproduction(await contextOf(input.changeId), input),
	};
}
