import { diffEnvironment, diffParameters, readRequirements, type RevisionComparison } from '@interlock/domain/change';
import type { GateEvidence, GateSpec, InStep } from '@interlock/domain/gate';
import { compareSignatures } from '@interlock/domain/signature';
import type { Model } from '@interlock/scoring';
import type { ServiceContext } from '../access/index.ts';
import { calibrateOnHoldout } from './calibrate-on-holdout.ts';
import { checkData } from './check-data.ts';
import { compareLoggedPredictions } from './compare-logged-predictions.ts';
import { compareOnHoldout } from './compare-on-holdout.ts';
import { diffTrainingData } from './diff-training-data.ts';
import { findCodeFiles } from './find-code-files.ts';
import { findLeakage } from './find-leakage.ts';
import { measureLatency } from './measure-latency.ts';
import { readHoldout } from './read-holdout.ts';
import type { EvaluatedVersion, EvaluationInput } from './read-evaluation.ts';
import { runSuite } from './run-suite.ts';
import { inputsOf, openVersion, requireAnswers, scoreTable } from './score-version.ts';
import { storePredictions } from './store-predictions.ts';

export interface ComputedComparison {
	comparison: RevisionComparison;
	/** What the gates are judged by. */
	evidence: GateEvidence;
}

/**
 * Scores candidate and champion on the held-out rows from their stored bytes, in the serving runtime, and works out every difference
 * between them. Writes no row; the raw predictions are stored as a file by their digest. Throws DomainError for what is the candidate's fault or its data's; the same input gives the same result.
 */
export async function computeComparison(ctx: ServiceContext, input: EvaluationInput, inStep: InStep): Promise<ComputedComparison> {
	const candidate = await inStep('open-versions', () => openVersion(ctx, input.head.version));
	try {
		const champion = input.base ? await openVersion(ctx, input.base.version) : null;
		try {
			return await compareModels(ctx, input, candidate, champion, inStep);
		} finally {
			await champion?.close();
		}
	} finally {
		await candidate.close();
	}
}

async function compareModels(
	ctx: ServiceContext,
	{ head, base, config, ...input }: EvaluationInput,
	candidate: Model,
	champion: Model | null,
	inStep: InStep,
): Promise<ComputedComparison> {
	const columns = [...new Set([...inputsOf(candidate), ...(champion ? inputsOf(champion) : [])])];
	const holdout = await inStep('read-holdout', () => readHoldout(ctx, input.holdout, config, columns));
	const scored = await inStep('score-candidate', () => scoreTable(candidate, holdout.inputs));
	requireAnswers('candidate', scored);
	const championScored = champion && (await inStep('score-champion', () => scoreTable(champion, holdout.inputs)));
	const answers = [scored.outputs, championScored?.outputs ?? null] as const;
	const compared = await inStep('compare', async () => {
		const { compared: differences, rows } = compareOnHoldout(holdout, ...answers);
		return {
			...differences,
			predictions: await storePredictions(ctx, head.version.orgId, rows),
			...(await compareLoggedPredictions(ctx, input.logged, holdout, scored.outputs, config.keyColumn)),
			calibration: calibrateOnHoldout(holdout, ...answers),
		};
	});
	const { suite: asked } = input;
	const suite = asked && (await inStep('run-suite', () => runSuite(candidate, champion, asked, holdout.inputs)));
	const inputs = await inStep('compare-inputs', async () => ({
		data: await diffTrainingData(ctx, base?.learnedFrom ?? [], head.learnedFrom, config.keyColumn),
		code: { base: base?.version.lineage.codeDigest ?? null, head: head.version.lineage.codeDigest },
		environment: await environmentOf(ctx, base, head),
		parameters: parametersOf(base, head),
	}));
	const comparison: RevisionComparison = {
		v: 1,
		rowsScored: holdout.rows,
		...compared,
		suite: suite ?? undefined,
		signature: compareSignatures(champion?.signature ?? null, candidate.signature),
		...inputs,
	};
	const wants = (kind: GateSpec['kind']) => input.specs.some((spec) => spec.kind === kind);
	const latency = wants('latency') ? await inStep('measure-latency', () => measureLatency(candidate, champion, holdout.inputs)) : null;
	const trained = head.learnedFrom.flatMap(({ row }) => row ?? []);
	const leakage = wants('leakage') ? await inStep('find-leakage', () => findLeakage(ctx, input.holdout, trained, config, inputsOf(candidate))) : null;
	const evidence = await inStep('check-data', () => evidenceOf(ctx, { head, ...input }, comparison));
	return { comparison, evidence: { ...evidence, latency, leakage, suite } };
}

async function evidenceOf(
	ctx: ServiceContext,
	input: Pick<EvaluationInput, 'head' | 'holdout' | 'holdoutName' | 'card'>,
	comparison: RevisionComparison,
): Promise<Omit<GateEvidence, 'latency' | 'leakage' | 'suite'>> {
	const { version, learnedFrom } = input.head;
	const datasets = [await checkData(ctx, input.holdout, input.holdoutName, 'holdout')];
	for (const { row, data } of learnedFrom) if (row) datasets.push(await checkData(ctx, row, data.name, 'train'));
	return {
		comparison: comparison.report,
		signature: comparison.signature,
		datasets,
		files: { flavors: version.flavors, paths: version.files.map((file) => file.path), code: await findCodeFiles(ctx, version) },
		card: input.card,
		parity: comparison.parity,
		calibration: comparison.calibration?.head ?? null,
	};
}

async function environmentOf(ctx: ServiceContext, base: EvaluatedVersion | null, head: EvaluatedVersion): Promise<RevisionComparison['environment']> {
	const textOf = async (side: EvaluatedVersion | null) =>
		side?.requirements ? (await ctx.storage.read(side.version.orgId, side.requirements)).toString('utf8') : '';
	const [before, after] = [await textOf(base), await textOf(head)];
	return {
		base: base?.version.lineage.lockDigest ?? null,
		head: head.version.lineage.lockDigest,
		packages: base ? diffEnvironment(before, after) : [],
		total: Object.keys(readRequirements(after)).length,
	};
}

function parametersOf(base: EvaluatedVersion | null, head: EvaluatedVersion): RevisionComparison['parameters'] {
	const [before, after] = [base?.version.lineage.parameters ?? {}, head.version.lineage.parameters];
	return { changes: base ? diffParameters(before, after) : [], total: new Set([...Object.keys(before), ...Object.keys(after)]).size };
}
