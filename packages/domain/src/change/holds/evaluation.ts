import { gateOfCheck } from '../../check/index.ts';
import type { HoldRule } from '../decision.ts';
import { isWaived } from '../waiver.ts';

/** The revision is evaluated, and every gate of it passed or is waived now. */
export const holdsOfEvaluation: HoldRule = ({ policy, change, facts, nowMs }) => {
	if (facts.evaluation === 'failed')
		return [{ reason: `The evaluation of revision ${change.revision} failed.`, needed: 'a new revision that can be evaluated' }];
	if (facts.evaluation !== 'finished') return [{ reason: `Revision ${change.revision} isn't evaluated yet.`, needed: 'the end of the evaluation' }];
	if (facts.gates.length === 0) return [{ reason: `Revision ${change.revision} has no gates.`, needed: 'gates' }];
	const missing = policy.checks.filter(({ id }) => !facts.gates.some(({ gate }) => gate === gateOfCheck(id)));
	const absent = missing.map(({ id, issuer }) => ({ reason: `The check "${id}" by ${issuer} is missing.`, needed: `the check "${id}", signed by ${issuer}` }));
	const open = facts.gates
		.filter((gate) => gate.status !== 'passed' && !isWaived(policy, change.contributors, gate, nowMs))
		.map((gate) => ({ reason: `${gate.title}: ${gate.status}.`, needed: `"${gate.title}" to pass` }));
	return [...open, ...absent];
};
