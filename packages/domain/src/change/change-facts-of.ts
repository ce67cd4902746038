import { type ChangeFacts, type PolicyDocument, riskTierOf, UNKNOWN_FACTS } from '../policy/index.ts';
import type { GateStanding } from './decision.ts';
import type { Manifest } from './manifest.ts';
import type { RevisionComparison } from './revision-comparison.ts';

/** What the facts are made of; the newest revision's, as they are now. */
export interface FactSources {
	title: string;
	origin: 'person' | 'retrain';
	author: string;
	byMachine: boolean;
	revision: number;
	unit: string;
	manifest: Manifest;
	/** The version the endpoint ran when the revision was pushed; null for a first version. */
	baseVersion: number | null;
	/** Without histograms and profile where these weren't read. */
	comparison: RevisionComparison | null;
	gates: readonly Pick<GateStanding, 'status'>[];
	/** How many people contributed. */
	contributors: number;
}

/** The facts that a policy's conditions and owners may name. What only an evaluation tells is null before it. */
export function changeFactsOf(policy: Pick<PolicyDocument, 'riskTiers' | 'rolloutPlan'>, sources: FactSources): ChangeFacts {
	const { manifest, comparison } = sources;
	const files = manifest.model.files;
	const steps = policy.rolloutPlan.steps.flatMap((step) => (step.kind === 'weight' ? [step.weight] : []));
	const gates = (status: string) => (comparison === null ? null : sources.gates.filter((gate) => gate.status === status).length);
	return {
		...UNKNOWN_FACTS,
		environment: manifest.target.environment,
		endpoint: manifest.target.endpoint,
		model: manifest.model.name,
		origin: sources.origin,
		author: sources.author,
		title: sources.title,
		template: manifest.code.template,
		risk_tier: riskTierOf(policy.riskTiers, manifest.model.name),
		unit: sources.unit,
		traffic_pct: Math.max(...steps.map((weight, i) => weight - (steps[i - 1] ?? 0))),
		first_step_pct: steps[0] ?? null,
		rollout_steps: policy.rolloutPlan.steps.length,
		version: manifest.model.version,
		base_version: sources.baseVersion,
		revision: sources.revision,
		contributors: sources.contributors,
		files: files.length,
		size_bytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
		'gates.passed': gates('passed'),
		'gates.failed': gates('failed'),
		'gates.inconclusive': gates('inconclusive'),
		'gates.waived': gates('waived'),
		first_version: sources.baseVersion === null,
		by_machine: sources.byMachine,
		evaluated: comparison !== null,
		datasets: [...new Set(manifest.datasets.map(({ name }) => name))],
		...(comparison && factsOfComparison(comparison, manifest)),
	};
}

function factsOfComparison({ report, signature, data, code, environment, parameters }: RevisionComparison, manifest: Manifest): Partial<ChangeFacts> {
	const judged = report.slices.rows.filter((slice) => slice.interval !== null);
	const trained = (all: typeof data.base) => JSON.stringify(all.map(({ digest }) => digest).sort());
	const known = new Set(data.base.map(({ digest }) => digest));
	const newData = data.head.filter(({ digest }) => !known.has(digest)).map(({ name }) => name);
	const changedCode = code.base === null || code.base !== code.head;
	return {
		rows: report.rows,
		blocks: report.blocks,
		worst_slice_delta: judged.length === 0 ? null : Math.max(...judged.map((slice) => slice.delta)),
		slices_worse: judged.filter((slice) => slice.verdict === 'worse').length,
		interval_low: report.difference.interval?.low ?? null,
		interval_high: report.difference.interval?.high ?? null,
		shown_better: report.verdict === 'better',
		metric: Object.fromEntries(report.metrics.map(({ name, candidate }) => [name, candidate])),
		metric_delta: Object.fromEntries(report.metrics.map(({ name, delta }) => [name, delta])),
		'changed.data': trained(data.base) !== trained(data.head),
		'changed.code': changedCode,
		'changed.environment': environment.packages.length > 0 || environment.base === null,
		'changed.parameters': parameters.changes.length > 0,
		'changed.signature': signature.changes.length > 0,
		changed_paths: [
			...new Set([
				...newData.map((name) => `data/${name}`),
				...data.schema.map(({ column }) => `features/${column}`),
				...(changedCode ? [`code/${manifest.code.template ?? 'training'}`] : []),
				...environment.packages.map(({ name }) => `environment/${name}`),
				...parameters.changes.map(({ name }) => `parameters/${name}`),
				...signature.changes.flatMap(({ part, name }) => [`signature/${name}`, ...(part === 'input' ? [`features/${name}`] : [])]),
				...report.metrics.filter(({ delta }) => delta !== 0).map(({ name }) => `metrics/${name}`),
				`serving/${manifest.target.endpoint}`,
			]),
		],
	};
}
