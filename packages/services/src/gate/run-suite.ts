import type { SuiteReport } from '@interlock/domain/gate';
import { judgeSuite, planSuite, type SuiteDocument } from '@interlock/domain/suite';
import type { Columns, Model } from '@interlock/scoring';
import { inputsOf, scoreTable } from './score-version.ts';

export interface PushedSuite {
	name: string;
	version: number;
	digest: string;
	createdBy: string;
	document: SuiteDocument;
}

/** Tries both versions on every row of a behaviour suite; `holdout`: rows for the cases that borrow them. */
export async function runSuite(candidate: Model, champion: Model | null, suite: PushedSuite, holdout: Columns): Promise<SuiteReport> {
	const table = Object.fromEntries(Object.entries(holdout).map(([name, cells]) => [name, [...cells]]));
	const plan = planSuite(suite.document, table);
	const answersOf = async (model: Model) => {
		const absent = inputsOf(model).filter((name) => !plan.columns[name]);
		const nothing = Object.fromEntries(absent.map((name) => [name, Array.from({ length: plan.rows }, () => null)]));
		return (await scoreTable(model, { ...plan.columns, ...nothing })).outputs;
	};
	const head = await answersOf(candidate);
	const base = champion && (await answersOf(champion));
	return {
		suite: suite.name,
		version: suite.version,
		digest: suite.digest,
		pushedBy: suite.createdBy,
		cases: judgeSuite(suite.document, plan, head, base),
	};
}
