import { generateKeyPairSync } from 'node:crypto';
import { attempt, checkIssuer, delegation, waiver } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import type { ServiceContext } from '@interlock/services/access';
import { makeRecall } from '@interlock/services/recall';
import { startThread } from '@interlock/services/thread';
import { startRun } from '@interlock/services/training';
import { makeOrg, makeUser, testContext, type TestOrg, type TestProject } from '@interlock/testkit';
import { makeScene, openReady } from '../../packages/services/src/change/test-fixture.ts';
import { startTestServer, type TestServer } from '../../apps/server/src/test-server.ts';

/** An organization with one of everything, by the names that routes take. */
export interface Tenant {
	server: TestServer;
	/** Calls an MLflow endpoint as the contributor. */
	mlflow(path: string, json: unknown): Promise<unknown>;
	project: TestProject;
	names: {
		org: string;
		project: string;
		/** 32 hex. */
		run: string;
		/** A run that Interlock trains. */
		training: string;
		number: string;
		endpoint: string;
		model: string;
		dataset: string;
		loggedModel: string;
		attempt: string;
		/** Waits for its second person. */
		waiver: string;
		issuer: string;
		token: string;
		/** A proposed edit of production's policy. */
		proposal: string;
		/** A recall of a run that nothing depends on. */
		recall: string;
		member: string;
		delegation: string;
		/** An open thread and its comment. */
		thread: string;
		comment: string;
	};
	/** A contributor's token for writing what a sample needs. */
	writer: string;
}

export interface SecurityWorld {
	server: TestServer;
	mine: Tenant;
	theirs: Tenant;
	/** Somebody without any role anywhere but in an organization that has nothing. */
	strangers: TestOrg;
}

/** Two organizations with everything in them, on a front door of their own. */
export async function securityWorld(): Promise<SecurityWorld> {
	const server = await startTestServer();
	return { server, mine: await makeTenant(server), theirs: await makeTenant(server), strangers: await makeOrg(server.db) };
}

async function makeTenant(server: TestServer): Promise<Tenant> {
	const { db } = server;
	const scene = await makeScene(db);
	const change = await openReady(scene);
	await db.sql`update registered_model set next_version = 3 where id = ${scene.modelId}`;
	const writer = await makeUser(db, scene.project, ['contributor']);
	const ctx: ServiceContext = { ...(await testContext(db, writer)), storage: server.running.instance.storage };
	const thread = await startThread(ctx, { ...scene.place, number: change.number, anchor: { kind: 'gate', gate: 'non-inferiority' }, body: 'Why?' });
	const training = await startRun(ctx, { ...scene.place, template: 'nyc-flights', datasets: [{ name: 'flights' }] });
	const [row] = await db.drizzle
		.insert(attempt)
		.values({ orgId: scene.project.id, projectId: scene.project.projectId, runId: training.id, number: 1, state: 'succeeded' })
		.returning();
	const [asked] = await db.drizzle
		.insert(waiver)
		.values({
			orgId: scene.project.id,
			projectId: scene.project.projectId,
			changeId: change.id,
			revision: 1,
			subjectDigest: change.digest,
			gate: 'non-inferiority',
			reason: 'a reason long enough',
			endsAt: new Date('2099-01-01'),
			requestedBy: 'somebody',
			requestedByUserId: writer.userId,
		})
		.returning();
	const recalled = await makeRecall(ctx, { ...scene.place, run: training.id, reason: 'a run that nothing is made from' });
	await db.sql`update policy set document = jsonb_set(document, '{checks}', '[{"id": "fairness", "issuer": "ci-1"}]') where org_id = ${scene.project.id}`;
	await db.drizzle.insert(checkIssuer).values({
		orgId: scene.project.id,
		projectId: scene.project.projectId,
		name: 'ci-1',
		publicKey: generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
		fingerprint: 'f',
		addedBy: 'root',
	});
	const [proposed] = await db.sql<{ id: string }[]>`
		insert into policy_proposal (id, org_id, project_id, environment_id, base_version, document, digest, proposed_by)
		select gen_random_uuid(), p.org_id, p.project_id, p.environment_id, p.version, p.document, p.digest, 'a test'
		from policy p join environment e on e.id = p.environment_id where p.project_id = ${scene.project.projectId} and e.name = 'production' returning id`;
	const made = await server.tokenOf(writer, scene.project);
	const [away] = await db.drizzle
		.insert(delegation)
		.values({
			orgId: scene.project.id,
			fromUserId: personOf(scene.jonas.actor) ?? '',
			toUserId: writer.userId,
			startsAt: new Date(),
			endsAt: new Date(Date.now() + 3_600_000),
		})
		.returning();
	const at = `/mlflow/${scene.project.slug}/${scene.project.project}/api/2.0`;
	const call = async (path: string, json: unknown) => {
		const { status, text } = await server.raw(at + path, { method: 'POST', token: made.token, json });
		if (status !== 200) throw new Error(`${path}: ${text}`);
		return JSON.parse(text);
	};
	const { run } = await call('/mlflow/runs/create', { experiment_id: '0', run_name: 'made by a client' });
	const run_id: string = run.info.run_id;
	await call('/mlflow/runs/log-batch', {
		run_id,
		metrics: [{ key: 'm', value: 1, timestamp: 1, step: 0 }],
		params: [{ key: 'p', value: '1' }],
		tags: [{ key: 't', value: '1' }],
	});
	const { model } = await call('/mlflow/logged-models', { experiment_id: '0', source_run_id: run_id, name: 'model' });
	const loggedModel: string = model.info.model_id;
	for (const path of [`0/${run_id}/artifacts/note.txt`, `0/models/${loggedModel}/artifacts/MLmodel`]) {
		await server.raw(`${at}/mlflow-artifacts/artifacts/${path}`, { method: 'PUT', token: made.token, body: 'flavors: {}\n' });
	}
	await server.raw(`${at}/mlflow/logged-models/${loggedModel}/tags`, { method: 'PATCH', token: made.token, json: { tags: [{ key: 't', value: '1' }] } });
	return {
		server,
		mlflow: call,
		project: scene.project,
		writer: made.token,
		names: {
			org: scene.project.slug,
			project: scene.project.project,
			run: run_id,
			training: training.runId,
			number: String(change.number),
			endpoint: 'arrival-delay',
			model: 'arrival-delay',
			dataset: 'flights',
			loggedModel,
			attempt: row?.id ?? '',
			waiver: asked?.id ?? '',
			issuer: 'ci-1',
			token: made.id,
			proposal: proposed?.id ?? '',
			recall: recalled.id,
			member: writer.userId,
			delegation: away?.id ?? '',
			thread: thread.threadId,
			comment: thread.commentId,
		},
	};
}
