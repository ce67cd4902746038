import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Database } from '@interlock/db';
import { apiToken } from '@interlock/db/tables';
import { type Permission, personOf, type Role } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { RUN_TOKEN_SCOPES } from '@interlock/domain/run';
import { createMlflowApp } from '@interlock/mlflow';
import type { ServiceContext } from '@interlock/services/access';
import { createToken, loadToken, makeTokenSecret } from '@interlock/services/token';
import { as, makeProject, makeUser, type TestProject, testContext } from '@interlock/testkit';
import { Hono } from 'hono';
import { afterAll } from 'vitest';

const SCOPES: Permission[] = ['project:read', 'run:read', 'run:write', 'model:read', 'model:write', 'dataset:read'];

export interface MlflowServer {
	db: Database;
	project: TestProject;
	/** A contributor's context in the project, for looking behind the protocol. */
	contributor: ServiceContext;
	/** `http://127.0.0.1:port/mlflow/org/project` of a project. */
	urlOf(project: TestProject): string;
	/** A person's API token in the project. */
	tokenOf(roles: Role[], options?: { scopes?: Permission[]; project?: TestProject }): Promise<string>;
	/** The token of a run's own process. */
	runTokenOf(runId: string, modelName: string): Promise<string>;
	/** Errors that weren't a caller's, as the front door would log them. */
	errors: unknown[];
	/** Requests as `METHOD path status`, in order. */
	requests: string[];
}

export interface MlflowLimits {
	maxJsonBytes?: number;
	maxArtifactBytes?: number;
}

/** The real app over HTTP on a port of its own, with real tokens, in the test file's database. */
export async function startMlflowServer(db: Database, limits: MlflowLimits = {}): Promise<MlflowServer> {
	const project = await makeProject(db);
	const contributor = await testContext(db, await makeUser(db, project, ['contributor']));
	const errors: unknown[] = [];
	const requests: string[] = [];
	const app = createMlflowApp({
		...limits,
		onError: (error) => errors.push(error),
		context: async (c) => {
			const text = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
			const actor = await loadToken(db, contributor.tokenPepper, text);
			if (!actor) throw new DomainError('unauthenticated', 'Send a token');
			return { ctx: as(contributor, actor), place: { org: c.req.param('org') ?? '', project: c.req.param('project') ?? '' } };
		},
	});
	const listener = getRequestListener(new Hono().route('/mlflow/:org/:project', app).fetch, { overrideGlobalObjects: false });
	const server = createServer((req, res) => {
		res.once('finish', () => requests.push(`${req.method} ${(req.url ?? '').split('?')[0]?.replace(/^\/mlflow\/[^/]+\/[^/]+/, '')} ${res.statusCode}`));
		void listener(req, res);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	afterAll(() => new Promise((resolve) => server.close(resolve)));
	const { port } = server.address() as AddressInfo;
	return {
		db,
		project,
		contributor,
		errors,
		requests,
		urlOf: (at) => `http://127.0.0.1:${port}/mlflow/${at.slug}/${at.project}`,
		tokenOf: async (roles, { scopes = SCOPES, project: at = project } = {}) => {
			const owner = as(contributor, await makeUser(db, at, roles));
			return (await createToken(owner, { org: at.slug, name: 'client', scopes, projects: [at.project], days: 1 })).token;
		},
		runTokenOf: async (runId, modelName) => {
			const { text, keyId, secretHash } = makeTokenSecret('wrk', contributor.tokenPepper);
			await db.drizzle.insert(apiToken).values({
				orgId: project.id,
				kind: 'wrk',
				name: 'run token',
				keyId,
				secretHash,
				projectIds: [project.projectId],
				ownerUserId: personOf(contributor.actor),
				scopes: [...RUN_TOKEN_SCOPES],
				runId,
				runProjectId: project.projectId,
				runModelName: modelName,
				expiresAt: new Date(Date.now() + 3_600_000),
			});
			return text;
		},
	};
}
