import { asc, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import {
	changeEntry,
	contributor,
	dataset,
	datasetVersion,
	modelVersion,
	person,
	registeredModel,
	revision,
	rollout,
	rolloutStep,
	run,
} from '@interlock/db/tables';
import type { ChangeView, RevisionView, RolloutView, TimelineEntry, VersionView } from './change-view.ts';

/** A model version with its run, or null for none. */
export async function versionView(tx: Tx, id: string | null): Promise<VersionView | null> {
	if (!id) return null;
	const [row] = await tx
		.select({ v: modelVersion, model: registeredModel.name, runName: run.name })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.leftJoin(run, eq(run.id, modelVersion.runId))
		.where(eq(modelVersion.id, id));
	if (!row) return null;
	const { v } = row;
	return {
		modelVersionId: v.id,
		model: row.model,
		version: v.version,
		runId: v.runId,
		runName: row.runName,
		createdBy: v.createdBy,
		createdAtMs: v.createdAtMs,
	};
}

export async function holdoutView(tx: Tx, id: string): Promise<ChangeView['holdout']> {
	const [row] = await tx
		.select({
			name: dataset.name,
			version: datasetVersion.version,
			rows: datasetVersion.rowCount,
			digest: datasetVersion.digest,
			period: datasetVersion.period,
		})
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(eq(datasetVersion.id, id));
	if (!row) throw new Error(`held-out data ${id} is gone`);
	return row;
}

/** Every revision of a change, newest first. */
export async function revisionViews(tx: Tx, changeId: string): Promise<RevisionView[]> {
	const rows = await tx
		.select({ r: revision, version: modelVersion.version })
		.from(revision)
		.innerJoin(modelVersion, eq(modelVersion.id, revision.modelVersionId))
		.where(eq(revision.changeId, changeId))
		.orderBy(desc(revision.number));
	return rows.map(({ r, version }) => ({
		number: r.number,
		digest: r.digest,
		version,
		createdBy: r.createdBy,
		createdAtMs: r.createdAt.getTime(),
		evaluation: r.evaluation,
	}));
}

/** The newest rollout of a change with its steps. */
export async function rolloutView(tx: Tx, changeId: string): Promise<RolloutView | null> {
	const [row] = await tx.select().from(rollout).where(eq(rollout.changeId, changeId)).orderBy(desc(rollout.createdAt)).limit(1);
	if (!row) return null;
	const steps = await tx.select().from(rolloutStep).where(eq(rolloutStep.rolloutId, row.id)).orderBy(asc(rolloutStep.index));
	return {
		id: row.id,
		state: row.state,
		stepIndex: row.stepIndex,
		reason: row.reason,
		createdAtMs: row.createdAt.getTime(),
		endedAtMs: row.endedAt?.getTime() ?? null,
		steps: steps.map((s) => ({
			index: s.index,
			name: s.name,
			weight: s.weight,
			shadow: s.shadow,
			state: s.state,
			startedAtMs: s.startedAt?.getTime() ?? null,
			endedAtMs: s.endedAt?.getTime() ?? null,
		})),
	};
}

export async function timelineOf(tx: Tx, changeId: string): Promise<TimelineEntry[]> {
	const rows = await tx.select().from(changeEntry).where(eq(changeEntry.changeId, changeId)).orderBy(asc(changeEntry.createdAt), asc(changeEntry.id));
	return rows.map((e) => ({ id: e.id, kind: e.kind, actor: e.actor, sentence: e.sentence, data: e.data, atMs: e.createdAt.getTime() }));
}

/** Contributors by name, each once with their reasons. */
export async function contributorViews(tx: Tx, changeId: string): Promise<ChangeView['contributors']> {
	const rows = await tx.select().from(contributor).where(eq(contributor.changeId, changeId)).orderBy(asc(contributor.because));
	const ids = [...new Set(rows.map((row) => row.userId))];
	const people = ids.length > 0 ? await tx.select({ id: person.id, name: person.name }).from(person).where(inArray(person.id, ids)) : [];
	return ids
		.map((userId) => ({
			userId,
			name: people.find((p) => p.id === userId)?.name ?? 'somebody who left',
			because: rows.filter((row) => row.userId === userId).map((row) => row.because),
		}))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}
