import { randomUUID } from 'node:crypto';
import type { Database } from '@interlock/db';
import type { Role, TokenActor, UserActor } from '@interlock/domain/access';
import { RUN_TOKEN_SCOPES, runIdFromWire } from '@interlock/domain/run';
import { as, makeProject, makeUser, type TestProject, testContext } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { createRun } from './create-run.ts';

export interface TrackingWorld {
	db: Database;
	project: TestProject;
	place: { org: string; project: string };
	/** May log runs and register models. */
	contributor: ServiceContext;
	/** May read only. */
	viewer: ServiceContext;
	/** A contributor of another organization. */
	outsider: ServiceContext;
	person: UserActor;
	/** The context of a run's own token. */
	runToken(runId: string, modelName?: string | null): ServiceContext;
	withRoles(roles: Role[]): Promise<ServiceContext>;
	/** A run of the contributor; its id on the wire. */
	newRun(tags?: { key: string; value: string }[]): Promise<string>;
}

/** A project with people around it, in the database of the test file. */
export async function trackingWorld(db: Database): Promise<TrackingWorld> {
	const project = await makeProject(db);
	const elsewhere = await makeProject(db);
	const person = await makeUser(db, project, ['contributor']);
	const contributor = await testContext(db, person);
	const withRoles = async (roles: Role[]) => as(contributor, await makeUser(db, project, roles));
	return {
		db,
		project,
		place: project.place,
		contributor,
		person,
		withRoles,
		viewer: await withRoles(['viewer']),
		outsider: as(contributor, await makeUser(db, elsewhere, ['contributor'])),
		runToken: (runId, modelName = null) => as(contributor, runTokenActor(project, person, runIdFromWire(runId), modelName)),
		newRun: async (tags = []) => (await createRun(contributor, { ...project.place, tags })).runId,
	};
}

function runTokenActor(project: TestProject, owner: UserActor, runId: string, modelName: string | null): TokenActor {
	return {
		kind: 'token',
		tokenId: randomUUID(),
		tokenKind: 'wrk',
		name: 'run token',
		orgId: project.id,
		projectIds: [project.projectId],
		ownerUserId: owner.userId,
		serviceAccountId: null,
		scopes: [...RUN_TOKEN_SCOPES],
		roles: ['contributor'],
		run: { runId, projectId: project.projectId, modelName },
	};
}
