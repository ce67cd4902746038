import { and, eq, inArray } from 'drizzle-orm';
import type { EvaluatedRevision } from '@interlock/contracts/process';
import type { Tx } from '@interlock/db';
import { change, gateResult, processStep, revision } from '@interlock/db/tables';
import type { DomainError } from '@interlock/domain/error';
import { type GateResult, type GateSpec, judgeGate, summarizeGates } from '@interlock/domain/gate';
import { COMPARISON_GATES, gatesOf } from '@interlock/domain/policy';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { computeComparison, type ComputedComparison, type EvaluationInput, isFindingAboutCandidate, readEvaluation, recordGateResults } from '../gate/index.ts';
import { loadPolicyVersion, type PolicyVersion } from '../policy/index.ts';
import { onceByStep } from '../process/index.ts';
import { decideInBackground } from './decide-change.ts';
import { recordOf } from './evaluation-record.ts';
import { followEvaluation } from './follow-evaluation.ts';
import { loadRevision, lockChangeById, type RevisionRow } from './load-change.ts';
import { announceChange, tellChange } from './tell-change.ts';

export interface Evaluated extends EvaluatedRevision {
	gates: { gate: string; status: string }[];
	/** Set when approvals had been waiting for this and it started the rollout. */
	rolloutId: string | null;
}

/**
 * Evaluates a revision once by its step key: scores both versions on the held-out data, stores comparison and gates, and decides anew.
 * What the candidate can't do is stored as a failed evaluation; what we can't do is thrown, to be tried again. A revision that was
 * overtaken by a newer one keeps its result and decides nothing.
 */
export async function evaluateRevision(ctx: ServiceContext, input: { changeId: string; revision: number }): Promise<Evaluated> {
	const begun = await begin(ctx, input);
	if (begun.done) return begun.done;
	const found = await compute(ctx, begun.input, followEvaluation(ctx, { ...begun.of, ...input, evaluation: begun.number }));
	const done = await transact(ctx, async (tx) => {
		// Between the two transactions the champion may have moved again: what was computed is of no use then.
		await lockChangeById(tx, ctx, input.changeId);
		const { evaluationNumber } = await loadRevision(tx, input.changeId, input.revision);
		if (evaluationNumber !== begun.number) return null;
		return onceByStep(tx, stepKeyOf(input, evaluationNumber), () => finish(tx, ctx, input, found));
	});
	return done ?? evaluateRevision(ctx, input);
}

/** One key per evaluation of a revision: the first keeps the name it always had. */
function stepKeyOf({ changeId, revision: number }: { changeId: string; revision: number }, evaluation: number): string {
	const key = `change/${changeId}/revision/${number}/evaluate`;
	return evaluation === 1 ? key : `${key}/${evaluation}`;
}

type Found = { ok: true; computed: ComputedComparison; input: EvaluationInput } | { ok: false; error: DomainError };

async function begin(
	ctx: ServiceContext,
	input: { changeId: string; revision: number },
): Promise<{ done: Evaluated } | { done: null; of: { orgId: string; projectId: string }; input: EvaluationInput; number: number }> {
	return transact(ctx, async (tx) => {
		const { row } = await lockChangeById(tx, ctx, input.changeId);
		const subject = await loadRevision(tx, row.id, input.revision);
		const stepKey = stepKeyOf(input, subject.evaluationNumber);
		const [step] = await tx.select().from(processStep).where(eq(processStep.key, stepKey));
		if (step?.result) return { done: step.result as Evaluated };
		if (subject.evaluation === 'pending') {
			await tx.update(revision).set({ evaluation: 'running' }).where(eq(revision.id, subject.id));
			await announceChange(tx, row, 'evaluating', { revision: subject.number });
		}
		const policy = await loadPolicyVersion(tx, subject.policyId);
		const evaluated = await readEvaluation(tx, { ...subject, endpointId: row.endpointId }, specsOf(policy, row.origin, subject));
		return { done: null, of: { orgId: row.orgId, projectId: row.projectId }, input: evaluated, number: subject.evaluationNumber };
	});
}

async function compute(ctx: ServiceContext, input: EvaluationInput, follow: ReturnType<typeof followEvaluation>): Promise<Found> {
	try {
		return { ok: true, computed: await computeComparison(ctx, input, follow.inStep), input };
	} catch (error) {
		if (isFindingAboutCandidate(error)) return { ok: false, error };
		throw error;
	} finally {
		await follow.end();
	}
}

async function finish(tx: Tx, ctx: ServiceContext, input: { changeId: string; revision: number }, found: Found): Promise<Evaluated> {
	const loaded = await lockChangeById(tx, ctx, input.changeId);
	const { row } = loaded;
	const subject = await loadRevision(tx, row.id, input.revision);
	const policy = await loadPolicyVersion(tx, subject.policyId);
	const result = found.ok ? await storeComparison(tx, ctx, loaded.row.origin, subject, policy, found) : await storeFailure(tx, subject, found.error);
	await recordAudit(tx, ctx, {
		action: 'change.evaluated',
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'change', id: row.id, name: `#${row.number}` },
		subjectDigest: subject.digest,
		reason: result.sentence,
		after: { revision: subject.number, evaluation: result.evaluation, comparison: result.comparisonDigest, gates: result.gates },
	});
	await tellChange(tx, ctx, row, {
		kind: result.evaluation === 'finished' ? 'evaluated' : 'evaluation-failed',
		sentence: result.sentence,
		data: { revision: subject.number, rows: result.rowsScored, blocks: result.blocks },
	});
	await tx.update(change).set({ updatedAt: ctx.now() }).where(eq(change.id, row.id));
	const isNewest = row.revision === subject.number && row.state === 'in-review';
	const decided = isNewest ? await decideInBackground(tx, ctx, { ...loaded, revision: await loadRevision(tx, row.id, subject.number) }) : null;
	const { evaluation, rowsScored, blocks, gates } = result;
	return { evaluation, rowsScored, blocks, gates, rolloutId: decided?.rolloutId ?? null };
}

function specsOf(policy: PolicyVersion, origin: 'person' | 'retrain', subject: RevisionRow): GateSpec[] {
	const specs = gatesOf(policy.document, { origin, hasChampion: subject.baseModelVersionId !== null });
	// Its training is judged by itself, when it ends.
	return specs.filter(({ kind }) => kind !== 'reproduction');
}

/** A first version that meets a champion meanwhile is judged by another gate than before; the old one would hold it for ever. */
async function dropOtherComparisonGates(tx: Tx, subject: RevisionRow, results: readonly GateResult[]): Promise<void> {
	const kept = results.map(({ gate }) => gate);
	const gone = COMPARISON_GATES.filter((gate) => !kept.includes(gate));
	await tx.delete(gateResult).where(and(eq(gateResult.changeId, subject.changeId), eq(gateResult.revision, subject.number), inArray(gateResult.gate, gone)));
}

type Stored = Omit<Evaluated, 'rolloutId'> & { sentence: string; comparisonDigest: string | null };

async function storeComparison(
	tx: Tx,
	ctx: ServiceContext,
	origin: 'person' | 'retrain',
	subject: RevisionRow,
	policy: PolicyVersion,
	{ computed: { comparison, evidence }, input }: Extract<Found, { ok: true }>,
): Promise<Stored> {
	const results: GateResult[] = specsOf(policy, origin, subject).map((spec) => judgeGate(spec, evidence));
	const { record, digest, comparisonDigest } = recordOf(subject, input, comparison);
	await tx
		.update(revision)
		.set({ evaluation: 'finished', evaluationError: null, comparison, comparisonDigest, evaluationRecord: record, evaluationDigest: digest })
		.where(and(eq(revision.changeId, subject.changeId), eq(revision.number, subject.number)));
	if (subject.evaluationNumber > 1) await dropOtherComparisonGates(tx, subject, results);
	await recordGateResults(tx, { orgId: subject.orgId, projectId: subject.projectId, changeId: subject.changeId, revision: subject.number }, results, ctx.now());
	return {
		evaluation: 'finished',
		rowsScored: comparison.rowsScored,
		blocks: comparison.report.blocks,
		gates: results.map(({ gate, status }) => ({ gate, status })),
		comparisonDigest,
		sentence: `evaluated revision ${subject.number}. ${comparison.report.sentence} ${summarizeGates(results).sentence}`,
	};
}

async function storeFailure(tx: Tx, subject: RevisionRow, error: DomainError): Promise<Stored> {
	await tx
		.update(revision)
		.set({ evaluation: 'failed', evaluationError: error.message })
		.where(and(eq(revision.changeId, subject.changeId), eq(revision.number, subject.number)));
	return {
		evaluation: 'failed',
		rowsScored: 0,
		blocks: 0,
		gates: [],
		comparisonDigest: null,
		sentence: `could not evaluate revision ${subject.number}: ${error.message}`,
	};
}
