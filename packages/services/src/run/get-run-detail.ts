import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { attempt, change, experiment, loggedModel, modelVersion, registeredModel, reproduction, run, runTag, training } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { loggedModelIdToWire, runIdToWire, runInput, type RunInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadRun, PARENT_RUN_TAG } from './load-run.ts';
import { type RunView, viewRuns } from './run-view.ts';

export interface RunDetail extends RunView {
	experiment: string;
	startedByUserId: string | null;
	/** 32 hex of the run it belongs to. */
	parentRunId: string | null;
	/** Runs that name this one as their parent, newest first, 100 at most. */
	children: { runId: string; name: string; status: string }[];
	/** The run that it trains again for a change; null where it is a run of its own. */
	reproduces: ReproducedFor | null;
	/** Runs that train it again, newest first, 100 at most. */
	reproductions: ReproducedFor[];
	/** What trains it; null for a run that Interlock doesn't execute. */
	training: RunTraining | null;
	attempts: RunAttempt[];
	loggedModels: { modelId: string; name: string; status: string; frozen: boolean }[];
	/** Model versions made of it, newest first. */
	modelVersions: { model: string; version: number; filesDigest: string; createdAtMs: number }[];
}

/** The run at the other end of a reproduction, and the change whose gate asked for it. */
interface ReproducedFor {
	runId: string;
	name: string;
	status: string;
	change: number;
	revision: number;
}

export interface RunTraining {
	template: string;
	codeDigest: string;
	lockDigest: string;
	parameters: Record<string, string>;
	datasets: { datasetVersionId: string; name: string; version: number; role: 'train' | 'holdout' }[];
	modelName: string | null;
	maxRuntimeMs: number;
	state: string;
	reason: string | null;
	cancelRequestedAtMs: number | null;
}

export interface RunAttempt {
	number: number;
	state: string;
	phase: string | null;
	agentId: string | null;
	exitCode: number | null;
	reason: string | null;
	createdAtMs: number;
	startedAtMs: number | null;
	endedAtMs: number | null;
}

/** Everything the run's page shows at first: the run, its training and attempts, and what was made of it. Logs, curves and files are read apart. */
export async function getRunDetail(ctx: ServiceContext, input: RunInput): Promise<RunDetail> {
	const wanted = parseInput(runInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:read', access: 'read' });
		const row = loaded.run;
		const [view] = await viewRuns(tx, [loaded]);
		const [of] = await tx.select({ name: experiment.name }).from(experiment).where(eq(experiment.id, row.experimentId));
		if (!view || !of) throw new DomainError('not-found', `Run with id=${wanted.runId} not found`, { field: 'run_id', value: wanted.runId });
		const [trained] = await tx.select().from(training).where(eq(training.runId, row.id));
		const attempts = await tx.select().from(attempt).where(eq(attempt.runId, row.id)).orderBy(asc(attempt.number));
		return {
			...view,
			experiment: of.name,
			startedByUserId: row.startedByUserId,
			parentRunId: loaded.parentRunId ? runIdToWire(loaded.parentRunId) : null,
			children: await readChildren(tx, row.projectId, view.runId),
			...(await readReproductions(tx, row.id)),
			training: trained ? trainingView(trained) : null,
			attempts: attempts.map(attemptView),
			...(await readMade(tx, row.id)),
		};
	});
}

async function readChildren(tx: Tx, projectId: string, runId: string): Promise<RunDetail['children']> {
	const rows = await tx
		.select({ id: run.id, name: run.name, status: run.status })
		.from(run)
		.innerJoin(runTag, and(eq(runTag.runId, run.id), eq(runTag.key, PARENT_RUN_TAG), eq(runTag.value, runId)))
		.where(and(eq(run.projectId, projectId), eq(run.lifecycleStage, 'active')))
		.orderBy(desc(run.startedAtMs), asc(run.id))
		.limit(100);
	return rows.map((row) => ({ runId: runIdToWire(row.id), name: row.name, status: row.status }));
}

async function readReproductions(tx: Tx, runId: string): Promise<Pick<RunDetail, 'reproduces' | 'reproductions'>> {
	const columns = { id: run.id, name: run.name, status: run.status, change: change.number, revision: reproduction.revision };
	const other = (end: 'firstRunId' | 'runId', own: 'firstRunId' | 'runId') =>
		tx
			.select(columns)
			.from(reproduction)
			.innerJoin(run, eq(run.id, reproduction[end]))
			.innerJoin(change, eq(change.id, reproduction.changeId))
			.where(eq(reproduction[own], runId))
			.orderBy(desc(reproduction.createdAt))
			.limit(100);
	const viewed = ({ id, ...row }: Awaited<ReturnType<typeof other>>[number]): ReproducedFor => ({ runId: runIdToWire(id), ...row });
	const [first] = await other('firstRunId', 'runId');
	return { reproduces: first ? viewed(first) : null, reproductions: (await other('runId', 'firstRunId')).map(viewed) };
}

async function readMade(tx: Tx, runId: string): Promise<Pick<RunDetail, 'loggedModels' | 'modelVersions'>> {
	const models = await tx
		.select({ id: loggedModel.id, name: loggedModel.name, status: loggedModel.status, frozenAt: loggedModel.frozenAt })
		.from(loggedModel)
		.where(and(eq(loggedModel.sourceRunId, runId), isNull(loggedModel.deletedAt)))
		.orderBy(asc(loggedModel.id));
	const versions = await tx
		.select({ model: registeredModel.name, version: modelVersion.version, filesDigest: modelVersion.filesDigest, createdAtMs: modelVersion.createdAtMs })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(eq(modelVersion.runId, runId))
		.orderBy(desc(modelVersion.createdAtMs));
	return {
		loggedModels: models.map(({ id, frozenAt, ...model }) => ({ modelId: loggedModelIdToWire(id), ...model, frozen: frozenAt !== null })),
		modelVersions: versions,
	};
}

function trainingView(row: typeof training.$inferSelect): RunTraining {
	return {
		template: row.template,
		codeDigest: row.codeDigest,
		lockDigest: row.lockDigest,
		parameters: row.parameters,
		datasets: row.datasets,
		modelName: row.modelName,
		maxRuntimeMs: row.maxRuntimeMs,
		state: row.state,
		reason: row.reason,
		cancelRequestedAtMs: row.cancelRequestedAt?.getTime() ?? null,
	};
}

function attemptView(row: typeof attempt.$inferSelect): RunAttempt {
	return {
		number: row.number,
		state: row.state,
		phase: row.phase,
		agentId: row.agentId,
		exitCode: row.exitCode,
		reason: row.reason,
		createdAtMs: row.createdAt.getTime(),
		startedAtMs: row.startedAt?.getTime() ?? null,
		endedAtMs: row.endedAt?.getTime() ?? null,
	};
}
