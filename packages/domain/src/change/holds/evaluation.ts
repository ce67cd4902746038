import type { HoldRule } from '../decision.ts';

/** The revision is evaluated, and every gate of it passed. */
export const holdsOfEvaluation: HoldRule = ({ change, facts }) => {
	if (facts.evaluation === 'failed')
		return [{ reason: `The evaluation of revision ${change.revision} failed.`, needed: 'a new revision that can be evaluated' }];
	if (facts.evaluation !== 'finished') return [{ reason: `Revision ${change.revision} isn't evaluated yet.`, needed: 'the end of the evaluation' }];
	if (facts.gates.length === 0) return [{ reason: `Revision ${change.revision} has no gates.`, needed: 'gates' }];
	return facts.gates
		.filter((gate) => gate.status !== 'passed')
		.map((gate) => ({ reason: `${gate.title}: ${gate.status}.`, needed: `"${gate.title}" to pass` }));
};
