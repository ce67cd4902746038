import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { datasetVersion, modelVersion, training } from '@interlock/db/tables';
import type { ReproductionLimits, ReproductionReport } from '@interlock/domain/gate';
import type { ModelFile } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { compareArtifacts, compareMetrics, filesInPlaceOf, measureError } from '../gate/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { type LoadedChange, loadRevision, lockChangeById, type RevisionRow } from './load-change.ts';
import { newestReproduction } from './newest-reproduction.ts';
import { recordReproduction } from './record-reproduction.ts';
import { namedRun } from './start-reproduction.ts';

type Trained = Extract<ReproductionReport, { state: 'trained' }>;

/** What has to be measured before it can be judged: from stored bytes, outside of any transaction. */
interface ToMeasure {
	report: Trained;
	version: typeof modelVersion.$inferSelect;
	again: ModelFile[];
	holdout: typeof datasetVersion.$inferSelect;
	config: LoadedChange['endpoint']['config'];
}

/**
 * Judges a revision's reproduction once its training ended: the artifacts by their digests; where those differ, the metrics that the
 * policy names and the error of both on the held-out data. Does nothing before that, or twice.
 */
export async function settleReproduction(ctx: ServiceContext, input: { changeId: string; revision: number }): Promise<void> {
	const found = await transact(ctx, async (tx) => (await readReport(tx, ctx, input)) ?? null);
	if (!found) return;
	const report = 'report' in found ? { ...found.report, served: await measure(ctx, found) } : found;
	await transact(ctx, async (tx) => {
		const open = await readOpen(tx, ctx, input);
		if (!open) return;
		const { loaded, subject, limits, attempt } = open;
		await recordReproduction(tx, ctx, { row: loaded.row, subject, limits, attempt }, report);
	});
}

async function measure(ctx: ServiceContext, { version, again, holdout, config }: ToMeasure): Promise<Trained['served']> {
	const { orgId, version: number, files } = version;
	return {
		first: await measureError(ctx, { orgId, version: number, files }, holdout, config),
		again: await measureError(ctx, { orgId, version: number, files: again }, holdout, config),
	};
}

interface Open {
	loaded: LoadedChange;
	subject: RevisionRow;
	limits: ReproductionLimits;
	attempt: number;
	firstRunId: string;
	runId: string;
}

/** A reproduction that isn't judged yet, its change locked; null where there is none. */
async function readOpen(tx: Tx, ctx: ServiceContext, input: { changeId: string; revision: number }): Promise<Open | null> {
	const loaded = await lockChangeById(tx, ctx, input.changeId, 'run:start');
	const subject = await loadRevision(tx, loaded.row.id, input.revision);
	const limits = (await loadPolicyVersion(tx, subject.policyId)).document.gates.reproduction;
	const newest = await newestReproduction(tx, loaded.row.id, subject.number);
	const { firstRunId = null, runId = null, state, attempt = 1 } = newest ?? {};
	return limits && state === 'training' && firstRunId && runId ? { loaded, subject, limits, attempt, firstRunId, runId } : null;
}

/** The report, or what is to be measured for it; null while the training goes on. */
async function readReport(tx: Tx, ctx: ServiceContext, input: { changeId: string; revision: number }): Promise<ReproductionReport | ToMeasure | null> {
	const open = await readOpen(tx, ctx, input);
	if (!open) return null;
	const { firstRunId, runId, subject, limits, loaded } = open;
	const [trained] = await tx.select({ state: training.state, reason: training.reason }).from(training).where(eq(training.runId, runId));
	if (trained?.state === 'queued' || trained?.state === 'running') return null;
	const runs = { first: await namedRun(tx, firstRunId), again: await namedRun(tx, runId) };
	if (trained?.state !== 'succeeded') return { state: 'broken-off', ...runs, reason: trained?.reason ?? 'its training is gone' };
	const [version] = await tx.select().from(modelVersion).where(eq(modelVersion.id, subject.modelVersionId));
	const [holdout] = await tx.select().from(datasetVersion).where(eq(datasetVersion.id, subject.holdoutDatasetVersionId));
	if (!version || !holdout) return { state: 'broken-off', ...runs, reason: 'the version or its held-out data is gone' };
	const again = await filesInPlaceOf(tx, version, runId);
	const artifact = compareArtifacts(version, again);
	const metrics = await compareMetrics(tx, firstRunId, runId, limits.metrics);
	const report: Trained = { state: 'trained', ...runs, artifact, metrics, served: null };
	const isSettled = !artifact.again || artifact.again.digest === artifact.first.digest || limits.metrics.length === 0;
	return isSettled ? report : { report, version, again, holdout, config: loaded.endpoint.config };
}
