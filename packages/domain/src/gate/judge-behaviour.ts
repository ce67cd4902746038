/*
 * Rules. The suite's newest version when the evaluation began is the one that counts; its digest is kept with the result.
 * `all`: every case has to pass. `newly-failing`: no case that the champion passes may fail; without a champion every case has to pass.
 */
import type { CaseResult } from '../suite/index.ts';
import { formatCount } from '../statistics/index.ts';
import { type GateResult, gateResult } from './gate-result.ts';

export interface SuiteReport {
	suite: string;
	version: number;
	digest: string;
	pushedBy: string;
	cases: readonly CaseResult[];
}

const NAMED = 3;

/** Does the candidate do what the project's behaviour suite asks? `report` null: no such suite was pushed. */
export function judgeBehaviour(report: SuiteReport | null, limits: { suite: string; rule: 'all' | 'newly-failing' }): GateResult {
	const gate = 'behaviour';
	if (!report) return gateResult(gate, 'inconclusive', `No behaviour suite named ${limits.suite} was pushed to this project.`);
	const { suite, version, digest, pushedBy, cases } = report;
	const failing = cases.filter((one) => one.head === 'failed');
	const newly = failing.filter((one) => one.base === 'passed');
	const repaired = cases.filter((one) => one.base === 'failed' && one.head === 'passed');
	const blocking = limits.rule === 'newly-failing' ? failing.filter((one) => one.base !== 'failed') : failing;
	const evidence = {
		suite,
		version,
		digest,
		pushedBy,
		cases: cases.length,
		failing: failing.map((one) => one.case),
		newlyFailing: newly.map((one) => one.case),
		newlyPassing: repaired.map((one) => one.case),
	};
	const size = `${formatCount(cases.length - failing.length)} of ${formatCount(cases.length)} cases of ${suite} v${version} pass`;
	const news = [
		...(newly.length > 0 ? [`${formatCount(newly.length)} newly failing`] : []),
		...(repaired.length > 0 ? [`${formatCount(repaired.length)} newly passing`] : []),
	];
	const summary = `${size}${news.length > 0 ? `, ${news.join(', ')}` : ''}.`;
	if (blocking.length === 0) return gateResult(gate, 'passed', summary, evidence);
	const named = blocking.slice(0, NAMED).map((one) => `"${one.case}": ${one.detail}`);
	return gateResult(gate, 'failed', `${summary} ${named.join(' ')}${blocking.length > NAMED ? ` And ${blocking.length - NAMED} more.` : ''}`, evidence);
}
