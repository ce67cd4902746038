import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { artifact, behaviourSuite, contributor, datasetVersion, modelCard, modelVersion, policy, run, serviceAccount } from '@interlock/db/tables';
import { type Actor, personOf, serviceAccountOf } from '@interlock/domain/access';
import { type Because, contributorsOf, type Work } from '@interlock/domain/change';
import { trainedOn } from '../gate/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import type { RevisionRow } from './load-change.ts';

type VersionRow = typeof modelVersion.$inferSelect;
type Bound = Pick<RevisionRow, 'changeId' | 'modelVersionId' | 'baseModelVersionId' | 'holdoutDatasetVersionId' | 'policyId'>;

/** Work as rows name it: a person, a service account, or both. */
interface Done {
	because: Because;
	userId: string | null;
	serviceAccountId: string | null;
}

/** Adds whoever opened a change or pushed a revision to its contributors, and everybody whose work the revision brings in. */
export async function addContributors(tx: Tx, actor: Actor, because: 'opened it' | 'pushed a revision', revision: Bound): Promise<void> {
	const pushed: Done = { because, userId: personOf(actor), serviceAccountId: serviceAccountOf(actor) };
	await write(tx, revision.changeId, [pushed, ...(await workIn(tx, revision))]);
}

/**
 * Collects again whose work is in a revision, before it is decided: somebody who wrote a file of its run or took over a service account after
 * the vote is a contributor from then on. Rows are only ever added, so that a contributor of an earlier revision stays one.
 */
export async function refreshContributors(tx: Tx, revision: Bound): Promise<void> {
	await write(tx, revision.changeId, await workIn(tx, revision));
}

async function write(tx: Tx, changeId: string, done: readonly Done[]): Promise<void> {
	const people = contributorsOf(await toPeople(tx, done)).map((person) => ({ changeId, ...person }));
	if (people.length > 0) await tx.insert(contributor).values(people).onConflictDoNothing();
}

/** Each piece of work as its person's, and as that of the owner of the service account that did it. */
async function toPeople(tx: Tx, done: readonly Done[]): Promise<Work[]> {
	const accounts = [...new Set(done.flatMap(({ serviceAccountId }) => serviceAccountId ?? []))];
	const owners =
		accounts.length > 0 ? await tx.select({ owner: serviceAccount.ownerUserId }).from(serviceAccount).where(inArray(serviceAccount.id, accounts)) : [];
	return [...done, ...owners.map(({ owner }): Work => ({ because: 'owns the service account', userId: owner }))];
}

async function workIn(tx: Tx, revision: Bound): Promise<Done[]> {
	const [head] = await tx.select().from(modelVersion).where(eq(modelVersion.id, revision.modelVersionId));
	if (!head) throw new Error(`revision of change ${revision.changeId} proposes a version that is gone`);
	return [
		{ because: 'uploaded the version', userId: head.createdByUserId, serviceAccountId: head.createdByServiceAccountId },
		...(await launched(tx, head.runId)),
		...(await filesOf(tx, head)),
		...(await newData(tx, head, revision)),
		...(await editedPolicy(tx, revision.policyId)),
		...(await turnedGates(tx, head, revision)),
	];
}

async function launched(tx: Tx, runId: string | null): Promise<Done[]> {
	if (!runId) return [];
	const rows = await tx.select({ userId: run.startedByUserId, serviceAccountId: run.startedByServiceAccountId }).from(run).where(eq(run.id, runId));
	return rows.map((row) => ({ because: 'started the run', ...row }));
}

async function filesOf(tx: Tx, { runId, loggedModelId }: VersionRow): Promise<Done[]> {
	const owners = [runId, loggedModelId].flatMap((id) => id ?? []);
	if (owners.length === 0) return [];
	const rows = await tx
		.selectDistinct({ userId: artifact.writtenByUserId, serviceAccountId: artifact.writtenByServiceAccountId })
		.from(artifact)
		.where(inArray(artifact.ownerId, owners));
	return rows.map((row) => ({ because: 'uploaded a file', ...row }));
}

/** Datasets count where they are new against the base, and the evaluation data always: whoever makes it decides what passes. */
async function newData(tx: Tx, head: VersionRow, { baseModelVersionId, holdoutDatasetVersionId }: Bound): Promise<Done[]> {
	const [base] = baseModelVersionId ? await tx.select({ lineage: modelVersion.lineage }).from(modelVersion).where(eq(modelVersion.id, baseModelVersionId)) : [];
	const known = new Set(base ? trainedOn(base).map((d) => d.datasetVersionId) : []);
	const learned = trainedOn(head).flatMap((d) => (d.datasetVersionId && !known.has(d.datasetVersionId) ? [d.datasetVersionId] : []));
	const rows = await tx
		.select({ id: datasetVersion.id, userId: datasetVersion.createdByUserId, serviceAccountId: datasetVersion.createdByServiceAccountId })
		.from(datasetVersion)
		.where(inArray(datasetVersion.id, [...learned, holdoutDatasetVersionId]));
	return rows.map(({ id, ...row }) => ({ because: id === holdoutDatasetVersionId ? 'made the evaluation data' : 'made a dataset', ...row }));
}

async function editedPolicy(tx: Tx, policyId: string): Promise<Done[]> {
	const rows = await tx
		.select({ userId: policy.createdByUserId })
		.from(policy)
		.where(and(eq(policy.id, policyId), gt(policy.version, 1)));
	return rows.map(({ userId }) => ({ because: 'edited the policy', userId, serviceAccountId: null }));
}

/**
 * Whoever changes what a gate is judged by once the candidate is there decides what passes: they saved its model card, or pushed a version of the
 * behaviour suite that the policy names, up to the one that the change was judged by.
 */
async function turnedGates(tx: Tx, head: VersionRow, { changeId, policyId }: Bound): Promise<Done[]> {
	const { gates } = (await loadPolicyVersion(tx, policyId)).document;
	const cards = gates.modelCard
		? await tx.selectDistinct({ userId: modelCard.savedByUserId }).from(modelCard).where(eq(modelCard.modelVersionId, head.id))
		: [];
	const suites = gates.behaviour
		? await tx
				.selectDistinct({ userId: behaviourSuite.createdByUserId })
				.from(behaviourSuite)
				.where(
					and(
						eq(behaviourSuite.projectId, head.projectId),
						eq(behaviourSuite.name, gates.behaviour.suite),
						gt(behaviourSuite.createdAt, new Date(head.createdAtMs)),
						sql`${behaviourSuite.version} <= (select max((g.evidence ->> 'version')::int) from gate_result g
							where g.change_id = ${changeId} and g.gate = 'behaviour' and g.evidence ->> 'suite' = ${behaviourSuite.name})`,
					),
				)
		: [];
	return [
		...cards.map(({ userId }): Done => ({ because: 'saved the model card', userId, serviceAccountId: null })),
		...suites.map(({ userId }): Done => ({ because: 'pushed the behaviour suite', userId, serviceAccountId: null })),
	];
}
