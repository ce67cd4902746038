/*
 * Rules. Every dataset version that the candidate was trained on or is judged on must have kept its promises.
 * One broken promise fails the gate. A version without promises can't break any, and is named.
 * Without any known dataset version nothing can be said.
 */
import type { ExpectationReport } from '../dataset/index.ts';
import { formatCount } from '../statistics/index.ts';
import { type GateResult, gateResult } from './gate-result.ts';

/** `report` null: the version has no expectations. */
export interface CheckedDataset {
	name: string;
	version: number;
	role: 'train' | 'holdout';
	report: ExpectationReport | null;
}

/** Did all data behind the candidate keep its promises? */
export function judgeExpectations(datasets: readonly CheckedDataset[]): GateResult {
	const gate = 'expectations-passed';
	const broken = datasets.filter(({ report }) => report !== null && !report.passed);
	const without = datasets.filter(({ report }) => report === null);
	const evidence = { datasets: datasets.map(nameOf), broken: broken.map(nameOf), withoutExpectations: without.map(nameOf) };
	if (datasets.length === 0) {
		return gateResult(gate, 'inconclusive', 'No dataset version of the candidate is known, so none could be checked.', evidence);
	}
	if (broken.length > 0) {
		const [first] = broken;
		const example = first?.report?.violations[0]?.sentence;
		const sentence = `${broken.map(nameOf).join(', ')} broke expectations${example === undefined ? '' : `: ${example}`}.`;
		return gateResult(gate, 'failed', sentence, evidence);
	}
	if (without.length === datasets.length) {
		return gateResult(gate, 'passed', `${without.map(nameOf).join(', ')}: no expectations are declared, so none is broken.`, evidence);
	}
	const checked = datasets.reduce((sum, { report }) => sum + (report?.checked ?? 0), 0);
	const silent = without.length === 0 ? '' : ` ${without.map(nameOf).join(', ')} declares none.`;
	return gateResult(gate, 'passed', `${formatCount(checked)} expectations hold on ${datasets.map(nameOf).join(', ')}.${silent}`, evidence);
}

function nameOf({ name, version }: CheckedDataset): string {
	return `${name} v${version}`;
}
