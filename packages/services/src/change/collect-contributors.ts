import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { contributor, datasetVersion, modelVersion, run, serviceAccount } from '@interlock/db/tables';
import { type Actor, personOf } from '@interlock/domain/access';
import { contributorsOf, type Work } from '@interlock/domain/change';
import { trainedOn } from '../gate/index.ts';
import type { VersionRow } from './resolve-candidate.ts';

/**
 * Adds the people whose work a revision brings in. Datasets count where they are new against the base. Rows are only ever added, so a
 * contributor of an earlier revision stays one.
 */
export async function addContributors(
	tx: Tx,
	changeId: string,
	actor: Actor,
	because: 'opened it' | 'pushed a revision',
	head: VersionRow,
	baseVersionId: string | null,
): Promise<void> {
	const work: Work[] = [
		{ because, userId: personOf(actor) },
		{ because: 'owns the service account', userId: await ownerOf(tx, actor) },
		{ because: 'started the run', userId: await launcherOf(tx, head.runId) },
		{ because: 'uploaded the version', userId: head.createdByUserId },
		...(await makersOfNewData(tx, head, baseVersionId)),
	];
	const people = contributorsOf(work).map((person) => ({ changeId, ...person }));
	if (people.length > 0) await tx.insert(contributor).values(people).onConflictDoNothing();
}

async function ownerOf(tx: Tx, actor: Actor): Promise<string | null> {
	const accountId = actor.kind === 'token' || actor.kind === 'process' ? actor.serviceAccountId : null;
	if (!accountId) return null;
	const [account] = await tx.select({ owner: serviceAccount.ownerUserId }).from(serviceAccount).where(eq(serviceAccount.id, accountId));
	return account?.owner ?? null;
}

async function launcherOf(tx: Tx, runId: string | null): Promise<string | null> {
	if (!runId) return null;
	const [row] = await tx.select({ by: run.startedByUserId }).from(run).where(eq(run.id, runId));
	return row?.by ?? null;
}

async function makersOfNewData(tx: Tx, head: VersionRow, baseVersionId: string | null): Promise<Work[]> {
	const [base] = baseVersionId ? await tx.select({ lineage: modelVersion.lineage }).from(modelVersion).where(eq(modelVersion.id, baseVersionId)) : [];
	const known = new Set(base ? trainedOn(base).map((d) => d.datasetVersionId) : []);
	const ids = trainedOn(head).flatMap((d) => (d.datasetVersionId && !known.has(d.datasetVersionId) ? [d.datasetVersionId] : []));
	if (ids.length === 0) return [];
	const makers = await tx.select({ by: datasetVersion.createdByUserId }).from(datasetVersion).where(inArray(datasetVersion.id, ids));
	return makers.map(({ by }) => ({ because: 'made a dataset', userId: by }));
}
