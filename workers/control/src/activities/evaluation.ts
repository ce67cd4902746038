import type { EvaluationActivities } from '@interlock/contracts/process';
import { evaluateRevision } from '@interlock/services/change';
import { type ActivityDeps, processContext } from '../process-context.ts';
import { orgOf } from './org-of.ts';

export function evaluationActivities(deps: ActivityDeps): EvaluationActivities {
	return {
		evaluateRevision: async (input) => {
			const ctx = processContext(deps, 'change', `change/${input.changeId}`, await orgOf(deps, 'change', input.changeId));
			const { evaluation, rowsScored, blocks } = await evaluateRevision(ctx, input);
			return { evaluation, rowsScored, blocks };
		},
	};
}
