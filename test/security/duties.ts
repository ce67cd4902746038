import { randomUUID } from 'node:crypto';
import { type Database, inTransaction } from '@interlock/db';
import { artifact, behaviourSuite, gateResult, modelCard, revision, rollout, rolloutStep, serviceAccount } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { defaultPolicy } from '@interlock/domain/policy';
import { DEFAULT_ROLLOUT_PLAN } from '@interlock/domain/rollout';
import { pushRevision, type OpenedChange } from '@interlock/services/change';
import { as, makeToken, makeUser } from '@interlock/testkit';
import { refreshContributors } from '../../packages/services/src/change/collect-contributors.ts';
import { makeScene, makeVersion, open, type Scene, serve } from '../../packages/services/src/change/test-fixture.ts';

/** A change that a person contributed to in one way, on an endpoint that rolls it out. */
export interface Duty {
	scene: Scene;
	opened: OpenedChange;
	person: UserActor;
}

type Row = { id: string };

/** Each way in which somebody's work gets into a change (R4), as rows: the person holds every role that could let them act on it. */
export const CONTRIBUTORS: Record<string, (db: Database) => Promise<Duty>> = {
	author: (db) => duty(db, (scene, person) => open(scene, 2, as(scene.maya, person))),
	'pusher of an earlier revision': (db) =>
		duty(db, async (scene, person) => {
			const first = await open(scene, 2);
			await makeVersion(scene, 'delay-v1', { version: 3 });
			const at = { ...scene.place, number: first.number };
			await pushRevision(as(scene.maya, person), { ...at, version: 3 });
			return pushRevision(scene.maya, { ...at, version: 2 });
		}),
	'launcher of the training': (db) =>
		duty(db, async (scene, person) => {
			await db.sql`update run set started_by_user_id = ${person.userId} where id = ${(await head(scene)).runId}`;
			return open(scene, 2);
		}),
	'uploader of the version': (db) =>
		duty(db, async (scene, person) => {
			await db.sql`update model_version set created_by_user_id = ${person.userId} where id = ${(await head(scene)).id}`;
			return open(scene, 2);
		}),
	'uploader of a file of its run': (db) =>
		duty(db, async (scene, person) => {
			const { id: orgId, projectId } = scene.project;
			const blob = { sha256: 'a'.repeat(64), sizeBytes: 1 };
			const ownerId = (await head(scene)).runId;
			await db.drizzle.insert(artifact).values({ orgId, projectId, ownerId, ownerKind: 'run', path: 'note', ...blob, writtenByUserId: person.userId });
			return open(scene, 2);
		}),
	'maker of a dataset': (db) =>
		duty(db, async (scene, person) => {
			await serve(scene, null);
			await db.sql`update dataset_version set created_by_user_id = ${person.userId} where project_id = ${scene.project.projectId} and version = 1`;
			return open(scene, 2);
		}),
	'maker of the evaluation data': (db) =>
		duty(db, async (scene, person) => {
			await db.sql`update dataset_version set created_by_user_id = ${person.userId} where project_id = ${scene.project.projectId} and version = 2`;
			return open(scene, 2);
		}),
	'last editor of the policy': (db) =>
		duty(db, async (scene, person) => {
			const [row] = await db.sql<{ id: string }[]>`
				select p.id from policy p join environment e on e.id = p.environment_id where e.name = 'production' and p.project_id = ${scene.project.projectId}`;
			await db.sql`update policy set version = 2, created_by_user_id = ${person.userId} where id = ${row?.id ?? ''}`;
			return open(scene, 2);
		}),
	'saver of the model card that a gate asks for': (db) =>
		duty(db, async (scene, person) => {
			await askOf(scene, { modelCard: { licences: [] } });
			const { id: orgId, projectId } = scene.project;
			const card = { intendedUse: '', data: '', limits: '', licence: '', owner: '' };
			const saved = { edition: 1, card, digest: 'd'.repeat(64), savedBy: 'sam', savedByUserId: person.userId };
			await scene.db.drizzle.insert(modelCard).values({ orgId, projectId, modelVersionId: (await head(scene)).id, ...saved });
			return open(scene, 2);
		}),
	'pusher of the behaviour suite that it is judged by': (db) =>
		duty(db, async (scene, person) => {
			await askOf(scene, { behaviour: { suite: 'arrivals', rule: 'all' } });
			const { id: orgId, projectId } = scene.project;
			const pushed = { version: 1, digest: 'd'.repeat(64), document: { v: 1 as const, cases: [] }, createdBy: 'sam', createdByUserId: person.userId };
			await scene.db.drizzle.insert(behaviourSuite).values({ orgId, projectId, name: 'arrivals', ...pushed });
			const opened = await open(scene, 2);
			const judgedBy = {
				gate: 'behaviour',
				title: 'Behaves as it must',
				status: 'passed' as const,
				sentence: 'Passed.',
				evidence: { suite: 'arrivals', version: 1 },
			};
			await scene.db.drizzle.insert(gateResult).values({ orgId, projectId, changeId: opened.id, revision: 1, ...judgedBy });
			const judged = (await scene.db.drizzle.select().from(revision)).find(({ changeId }) => changeId === opened.id);
			if (judged) await inTransaction(scene.db, (tx) => refreshContributors(tx, judged));
			return opened;
		}),
	'owner of the service account that opened it': (db) =>
		duty(db, async (scene, person) => {
			const serviceAccountId = await accountOf(scene, person);
			return open(scene, 2, as(scene.maya, { ...makeToken(userOf(scene), scene.project), tokenKind: 'svc', serviceAccountId }));
		}),
	'owner of the service account that trained it': (db) =>
		duty(db, async (scene, person) => {
			await db.sql`update run set started_by_service_account_id = ${await accountOf(scene, person)} where id = ${(await head(scene)).runId}`;
			return open(scene, 2);
		}),
	'owner of the token that opened it': (db) => duty(db, (scene, person) => open(scene, 2, as(scene.maya, makeToken(person, scene.project)))),
};

async function duty(db: Database, contribute: (scene: Scene, person: UserActor) => Promise<OpenedChange>): Promise<Duty> {
	const scene = await makeScene(db);
	const person = await makeUser(db, scene.project, ['contributor', 'reviewer', 'deployer', 'admin'], `sam-${randomUUID().slice(0, 6)}`);
	await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
	await makeVersion(scene, 'delay-v1', { version: 2 });
	return { scene, person, opened: await contribute(scene, person) };
}

/** Puts a change's version on the road, so that there is a rollout to hurry. */
export async function rollOut({ scene, opened }: Duty): Promise<void> {
	const { id: orgId, projectId } = scene.project;
	const toVersionId = (await head(scene)).id;
	const [row] = await scene.db.drizzle
		.insert(rollout)
		.values({ orgId, projectId, changeId: opened.id, endpointId: scene.endpointId, toVersionId, plan: DEFAULT_ROLLOUT_PLAN, state: 'running' })
		.returning();
	await scene.db.drizzle.insert(rolloutStep).values({ rolloutId: row?.id ?? '', index: 0, name: '100 %', weight: 100, shadow: false, state: 'running' });
}

async function head(scene: Scene): Promise<Row & { runId: string }> {
	const [row] = await scene.db.sql<(Row & { runId: string })[]>`
		select id, run_id as "runId" from model_version where model_id = ${scene.modelId} and version = 2`;
	if (!row) throw new Error('no version');
	return row;
}

/** Has the policies of a scene ask for more gates. */
async function askOf(scene: Scene, gates: object): Promise<void> {
	const document = defaultPolicy('production');
	const asked = { ...document, gates: { ...document.gates, ...gates } };
	await scene.db.sql`update policy set document = ${scene.db.sql.json(asked)} where project_id = ${scene.project.projectId}`;
}

async function accountOf({ db, project }: Scene, owner: UserActor): Promise<string> {
	const [row] = await db.drizzle
		.insert(serviceAccount)
		.values({ orgId: project.id, name: 'ci', ownerUserId: owner.userId, roles: ['contributor'] })
		.returning();
	return row?.id ?? '';
}

function userOf(scene: Scene): UserActor {
	if (scene.maya.actor.kind !== 'user') throw new Error('not a person');
	return scene.maya.actor;
}
