import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { behaviourSuite, dataset, datasetVersion, endpoint, type EndpointConfig, modelCard, modelVersion, training } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import type { CardReport, GateSpec } from '@interlock/domain/gate';
import { findLoggedPredictions, type LoggedPredictions } from './compare-logged-predictions.ts';
import type { TrainingVersion } from './diff-training-data.ts';
import type { PushedSuite } from './run-suite.ts';
import { trainedOn } from './trained-on.ts';

export type VersionRow = typeof modelVersion.$inferSelect;

export interface EvaluatedVersion {
	version: VersionRow;
	/** Dataset versions it learned from. */
	learnedFrom: TrainingVersion[];
	/** Address of the requirements it was made with: the run's lock where we trained it, else what it carries itself. */
	requirements: string | null;
}

/** Everything an evaluation needs to know from rows; the bytes are read afterwards, outside of any transaction. */
export interface EvaluationInput {
	head: EvaluatedVersion;
	base: EvaluatedVersion | null;
	holdout: typeof datasetVersion.$inferSelect;
	holdoutName: string;
	config: EndpointConfig;
	logged: LoggedPredictions | null;
	/** The gates it will be judged by: what only some of them need is measured for those. */
	specs: readonly GateSpec[];
	/** The newest version of the behaviour suite that they ask for. */
	suite: PushedSuite | null;
	card: CardReport | null;
}

export interface EvaluationSubject {
	endpointId: string;
	modelVersionId: string;
	baseModelVersionId: string | null;
	holdoutDatasetVersionId: string;
}

/** Reads what an evaluation of a revision is made from. `not-found` when one of its parts is gone. */
export async function readEvaluation(tx: Tx, subject: EvaluationSubject, specs: readonly GateSpec[] = []): Promise<EvaluationInput> {
	const [served] = await tx.select({ config: endpoint.config }).from(endpoint).where(eq(endpoint.id, subject.endpointId));
	const [holdout] = await tx
		.select({ row: datasetVersion, name: dataset.name })
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(eq(datasetVersion.id, subject.holdoutDatasetVersionId));
	if (!served || !holdout)
		throw new DomainError('not-found', 'the endpoint or the held-out data of the revision is gone', {
			field: 'holdout',
			value: subject.holdoutDatasetVersionId,
		});
	const head = await readVersion(tx, subject.modelVersionId);
	const base = subject.baseModelVersionId ? await readVersion(tx, subject.baseModelVersionId) : null;
	const logged = await findLoggedPredictions(tx, head.version.runId);
	return {
		head,
		base,
		holdout: holdout.row,
		holdoutName: holdout.name,
		config: served.config,
		logged,
		specs,
		suite: await readSuite(tx, holdout.row.projectId, specs),
		card: await readCard(tx, head.version.id),
	};
}

async function readSuite(tx: Tx, projectId: string, specs: readonly GateSpec[]): Promise<PushedSuite | null> {
	const wanted = specs.find((spec) => spec.kind === 'behaviour');
	if (!wanted) return null;
	const [newest] = await tx
		.select()
		.from(behaviourSuite)
		.where(and(eq(behaviourSuite.projectId, projectId), eq(behaviourSuite.name, wanted.suite)))
		.orderBy(desc(behaviourSuite.version))
		.limit(1);
	return newest ?? null;
}

async function readCard(tx: Tx, modelVersionId: string): Promise<CardReport | null> {
	const [newest] = await tx.select().from(modelCard).where(eq(modelCard.modelVersionId, modelVersionId)).orderBy(desc(modelCard.edition)).limit(1);
	return newest ? { card: newest.card, digest: newest.digest, savedBy: newest.savedBy } : null;
}

async function readVersion(tx: Tx, id: string): Promise<EvaluatedVersion> {
	const [version] = await tx.select().from(modelVersion).where(eq(modelVersion.id, id));
	if (!version) throw new DomainError('not-found', 'the model version of the revision is gone', { field: 'version', value: id });
	return { version, learnedFrom: await learnedFrom(tx, version), requirements: await requirementsOf(tx, version) };
}

async function learnedFrom(tx: Tx, version: VersionRow): Promise<TrainingVersion[]> {
	const named = trainedOn(version);
	const ids = named.flatMap((d) => d.datasetVersionId ?? []);
	const rows = ids.length > 0 ? await tx.select().from(datasetVersion).where(inArray(datasetVersion.id, ids)) : [];
	return named.map((d) => {
		const row = rows.find((r) => r.id === d.datasetVersionId) ?? null;
		return { row, data: { name: d.name, version: d.version, digest: d.digest, rows: row?.rowCount ?? null } };
	});
}

async function requirementsOf(tx: Tx, version: VersionRow): Promise<string | null> {
	const [trained] = version.runId ? await tx.select({ files: training.files }).from(training).where(eq(training.runId, version.runId)) : [];
	const file = [...(trained?.files ?? []), ...version.files].find((f) => f.path === 'requirements.txt');
	return file?.sha256 ?? null;
}
