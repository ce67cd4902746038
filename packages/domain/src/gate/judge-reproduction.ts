/*
 * Rules. A version is trained again from what its run recorded: the same code, packages, parameters and dataset versions. The same
 * artifact settles it. Where the bytes differ, the policy's metrics are compared: each may differ by a share of the first run's value.
 * So is the error of both artifacts on the held-out data, measured in the serving runtime: what a run logged, anybody could have written.
 * One beyond it fails the gate; so do other bytes where the policy names no metric. A figure that is not known concludes nothing.
 * What can't be trained again, or broke off, concludes nothing either, and says what to do.
 */
import { formatFigure, formatShare, formatSigned } from '../statistics/index.ts';
import { type GateResult, gateResult } from './gate-result.ts';

/** A run by its id (32 hex) and its name. */
export interface NamedRun {
	runId: string;
	name: string;
}

/** An artifact's data by its digest, and its files by path; what MLflow writes beside the data is left out. */
export interface ArtifactData {
	digest: string;
	files: readonly { path: string; sha256: string }[];
}

/** Newest values of both runs; null: not logged, or not a number. */
export interface ComparedMetric {
	name: string;
	first: number | null;
	again: number | null;
}

type WhyNotReproducible = 'no-run' | 'not-trained-here' | 'inputs-gone';

/** How far the training of a version from its run's lock is. `again: null` of an artifact: the second run logged no model. */
export type ReproductionReport =
	| { state: 'impossible'; why: WhyNotReproducible; what: readonly string[] }
	| { state: 'training'; first: NamedRun; again: NamedRun }
	| { state: 'broken-off'; first: NamedRun; again: NamedRun; reason: string }
	/** Nobody waits for it any more. */
	| { state: 'stopped'; first: NamedRun; again: NamedRun; reason: string }
	| {
			state: 'trained';
			first: NamedRun;
			again: NamedRun;
			artifact: { first: ArtifactData; again: ArtifactData | null };
			metrics: readonly ComparedMetric[];
			/** Mean absolute error of both artifacts on the held-out data; null: not measured, since nothing hangs on it. */
			served: { first: number | null; again: number | null } | null;
	  };

/** `tolerance` 0.001: a metric may differ by 0.1 % of the first run's value. */
export interface ReproductionLimits {
	metrics: readonly string[];
	tolerance: number;
}

const gate = 'reproduction';
const NAMED = 3;
const SERVED = 'error on the held-out data';
const TRY_AGAIN = 'Try again, or ask for a waiver.';

/** The gate of a revision that isn't trained again yet. */
export function pendingReproduction(): GateResult {
	return gateResult(gate, 'pending', 'Waits to be trained again.');
}

/** Does training again from the run's lock give the same version? `report` null: not begun. */
export function judgeReproduction(report: ReproductionReport | null, limits: ReproductionLimits): GateResult {
	if (!report) return pendingReproduction();
	if (report.state === 'impossible') return gateResult(gate, 'inconclusive', whyImpossible(report), { why: report.why, missing: [...report.what] });
	const runs = { firstRun: report.first.runId, againRun: report.again.runId, run: report.again.runId, runName: report.again.name };
	if (report.state === 'training') return gateResult(gate, 'running', `${report.first.name} is trained again, as ${report.again.name}.`, runs);
	if (report.state === 'broken-off')
		return gateResult(gate, 'inconclusive', `Training again broke off: ${withoutStop(report.reason)}. ${TRY_AGAIN}`, { ...runs, reason: report.reason });
	if (report.state === 'stopped') return gateResult(gate, 'inconclusive', `Training again was stopped: ${report.reason}.`, { ...runs, reason: report.reason });
	const { first, again } = report.artifact;
	if (!again) return gateResult(gate, 'failed', `Trained again, the run logged no model where ${report.first.name} logged one.`, { ...runs, sameBytes: false });
	const digests = { ...runs, sameBytes: first.digest === again.digest, firstDigest: first.digest, againDigest: again.digest };
	if (digests.sameBytes) return gateResult(gate, 'passed', `Trained again, the artifact has the same bytes (${first.digest.slice(0, 12)}).`, digests);
	const served = { name: SERVED, first: report.served?.first ?? null, again: report.served?.again ?? null };
	return judgeMetrics([...report.metrics, served], limits, differingFiles(first, again), digests);
}

function judgeMetrics(
	metrics: readonly ComparedMetric[],
	{ tolerance, metrics: asked }: ReproductionLimits,
	differing: string[],
	digests: GateResult['evidence'],
): GateResult {
	const others = `Trained again, the artifact has other bytes (${listed(differing)})`;
	const names = asked.length > 0 ? [...asked, SERVED] : [];
	const compared = names.map((name) => compare(metrics.find((metric) => metric.name === name) ?? { name, first: null, again: null }, tolerance));
	const evidence = { ...digests, differing, tolerance, metrics: compared.map(({ words }) => words), ...Object.assign({}, ...compared.map(figuresOf)) };
	if (compared.length === 0) return gateResult(gate, 'failed', `${others}, and the policy names no metric to compare by.`, evidence);
	const beyond = compared.filter(({ within }) => within === false);
	const unknown = compared.filter(({ within }) => within === null);
	const words = (beyond.length > 0 ? beyond : unknown.length > 0 ? unknown : compared).map((one) => one.words).join('; ');
	const limit = `at most ${formatShare(tolerance)} apart allowed`;
	if (beyond.length > 0) return gateResult(gate, 'failed', `${others}; ${words}; ${limit}.`, evidence);
	if (unknown.length > 0) return gateResult(gate, 'inconclusive', `${others}; ${words}. Else ask for a waiver.`, evidence);
	return gateResult(gate, 'passed', `${others}; ${words}; ${limit}.`, evidence);
}

interface Compared extends ComparedMetric {
	/** null: not known. */
	within: boolean | null;
	words: string;
}

function compare(metric: ComparedMetric, tolerance: number): Compared {
	const { name, first, again } = metric;
	if (first === null || again === null) {
		if (name === SERVED)
			return { ...metric, within: null, words: `the ${SERVED} of ${first === null ? 'the version' : 'what was trained again'} could not be measured` };
		const which = first === null ? (again === null ? 'neither run' : 'the second run only') : 'the first run only';
		return { ...metric, within: null, words: `${name} was logged by ${which}; log it in the training` };
	}
	const difference = again - first;
	const apart = difference === 0 ? 'equal' : first === 0 ? formatSigned(difference) : `${formatShare(Math.abs(difference / first))} apart`;
	return {
		...metric,
		within: Math.abs(difference) <= tolerance * Math.abs(first),
		words: `${name} ${formatFigure(first)}, then ${formatFigure(again)} (${apart})`,
	};
}

function figuresOf({ name, first, again }: Compared): GateResult['evidence'] {
	return { [`first.${name}`]: first, [`again.${name}`]: again };
}

function differingFiles(first: ArtifactData, again: ArtifactData): string[] {
	const digestIn = (data: ArtifactData, path: string) => data.files.find((file) => file.path === path)?.sha256;
	const paths = [...new Set([...first.files, ...again.files].map(({ path }) => path))].sort();
	return paths.filter((path) => digestIn(first, path) !== digestIn(again, path));
}

function whyImpossible({ why, what }: Extract<ReproductionReport, { state: 'impossible' }>): string {
	switch (why) {
		case 'no-run':
			return 'The version names no run, so nothing says how it was trained. Propose a version that one of our agents trained, or ask for a waiver.';
		case 'not-trained-here':
			return 'Its run was logged from outside and has no lock. Start the training from a template, so that an agent runs it, or ask for a waiver.';
		case 'inputs-gone':
			return `What it was trained from is not stored any more: ${listed(what)}. Train it anew, or ask for a waiver.`;
	}
}

function listed(names: readonly string[]): string {
	const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
	return `${names.slice(0, NAMED).join(', ')}${more}`;
}

function withoutStop(text: string): string {
	return text.replace(/\.$/, '');
}
