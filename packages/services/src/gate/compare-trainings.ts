import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { artifact, loggedModel, metricLatest, type modelVersion } from '@interlock/db/tables';
import type { ArtifactData, ComparedMetric } from '@interlock/domain/gate';
import { dataManifest, type ModelFile } from '@interlock/domain/model';
import { parseArtifactAddress, shownValue } from '@interlock/domain/run';
import { digestJson } from '@interlock/storage';

const OURS = 'mlflow-artifacts:/';

type VersionRow = Pick<typeof modelVersion.$inferSelect, 'dataDigest' | 'files' | 'location' | 'loggedModelId'>;

/** The files that another run logged in the place of a version's; none when it logged no such model. */
export async function filesInPlaceOf(tx: Tx, version: VersionRow, againRunId: string): Promise<ModelFile[]> {
	const owner = await ownerInPlaceOf(tx, version, againRunId);
	return owner ? filesUnder(tx, owner, folderOf(version)) : [];
}

/** The data of a version as it was registered, and of the files in its place. */
export function compareArtifacts(version: VersionRow, files: readonly ModelFile[]): { first: ArtifactData; again: ArtifactData | null } {
	const again = dataManifest(files);
	return {
		first: { digest: version.dataDigest, files: dataManifest(version.files) },
		again: again.length > 0 ? { digest: digestJson(again), files: again } : null,
	};
}

/** Newest values that two runs logged under these names. */
export async function compareMetrics(tx: Tx, firstRunId: string, againRunId: string, names: readonly string[]): Promise<ComparedMetric[]> {
	if (names.length === 0) return [];
	const points = await tx
		.select()
		.from(metricLatest)
		.where(and(inArray(metricLatest.runId, [firstRunId, againRunId]), inArray(metricLatest.key, [...names])));
	const valueOf = (runId: string, name: string) => {
		const point = points.find((one) => one.runId === runId && one.key === name);
		return point ? shownValue(point) : null;
	};
	return names.map((name) => ({ name, first: valueOf(firstRunId, name), again: valueOf(againRunId, name) }));
}

/** The logged model of the second run that has the name of the version's, the newest of them; the run itself where the version is a run's folder. */
async function ownerInPlaceOf(tx: Tx, version: VersionRow, againRunId: string): Promise<string | null> {
	if (!version.loggedModelId) return againRunId;
	const [first] = await tx.select({ name: loggedModel.name }).from(loggedModel).where(eq(loggedModel.id, version.loggedModelId));
	const [again] = await tx
		.select({ id: loggedModel.id })
		.from(loggedModel)
		.where(and(eq(loggedModel.sourceRunId, againRunId), eq(loggedModel.name, first?.name ?? ''), isNull(loggedModel.deletedAt)))
		.orderBy(desc(loggedModel.id))
		.limit(1);
	return again?.id ?? null;
}

function folderOf({ location }: VersionRow): string {
	return location.startsWith(OURS) ? parseArtifactAddress(location.slice(OURS.length)).path : '';
}

async function filesUnder(tx: Tx, ownerId: string, folder: string): Promise<ModelFile[]> {
	const prefix = folder === '' ? '' : `${folder}/`;
	const rows = await tx
		.select({ path: artifact.path, sha256: artifact.sha256, sizeBytes: artifact.sizeBytes })
		.from(artifact)
		.where(and(eq(artifact.ownerId, ownerId), sql`starts_with(${artifact.path}, ${prefix})`))
		.orderBy(asc(artifact.path));
	return rows.map((row) => ({ ...row, path: row.path.slice(prefix.length) }));
}
