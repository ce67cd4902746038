import type { Database } from '@interlock/db';
import { change, policy } from '@interlock/db/tables';
import type { Permission, Role } from '@interlock/domain/access';
import { PERMISSIONS } from '@interlock/domain/access';
import { defaultPolicy } from '@interlock/domain/policy';
import { createToken } from '@interlock/services/token';
import { expectAuditEntry, makeProject, makeUser, testContext, testDatabase, type TestProject } from '@interlock/testkit';
import type { Hono } from 'hono';
import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { authKeys, type Instance } from '../instance.ts';
import { createRestApp } from './app.ts';
import { changeRoutes } from './changes.ts';
import { policyRoutes } from './policies.ts';

let db: Database;
let project: TestProject;
let app: Hono;
beforeAll(async () => {
	db = await testDatabase();
	project = await makeProject(db);
	const { storage, tokenPepper } = await testContext(db, await makeUser(db, project, ['viewer']));
	const env = {
		port: 0,
		host: '127.0.0.1',
		home: '',
		databaseUrl: '',
		publicUrl: 'http://127.0.0.1',
		webUrl: '',
		inferenceUrl: '',
		secret: 's'.repeat(32),
		tokenPepper,
		agentToken: undefined,
		servingToken: undefined,
		quickstartToken: undefined,
		quickstartAuthorToken: undefined,
		quickstartReviewerToken: undefined,
		operatorToken: undefined,
		checkpointKey: undefined,
		checkpoints: 'file:/nowhere',
		s3Keys: undefined,
		smtpUrl: undefined,
		mailFrom: '',
		quickstart: false,
		blobs: '',
		temporalAddress: undefined,
	};
	const instance: Instance = { env, db, storage, keys: authKeys(env), log: pino({ level: 'silent' }) };
	app = createRestApp(instance, [...changeRoutes, ...policyRoutes]);
});

async function tokenOf(roles: Role[], scopes: Permission[] = [...PERMISSIONS], place = project): Promise<string> {
	const ctx = await testContext(db, await makeUser(db, place, roles));
	return (await createToken(ctx, { org: place.slug, name: 'test', scopes })).token;
}

async function send(
	method: string,
	path: string,
	token: string | null,
	body?: unknown,
): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> {
	const response = await app.request(`/api/v1/projects/${project.slug}/${project.project}${path}`, {
		method,
		headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
		body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
	});
	return {
		status: response.status,
		type: response.headers.get('content-type'),
		body: response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>),
	};
}

const rowsNow = async () => ({ changes: (await db.drizzle.select().from(change)).length, policies: (await db.drizzle.select().from(policy)).length });

describe('changes by REST', () => {
	it.each([
		['broken JSON', '/changes', '{"endpoint":', 400, 'body'],
		['an unknown field', '/changes', { endpoint: 'e', version: 1, force: true }, 400, 'body'],
		['both a run and a version', '/changes', { endpoint: 'e', version: 1, run: 'a'.repeat(32) }, 400, 'version'],
		['a run id of another form', '/changes', { endpoint: 'e', run: '../etc' }, 400, 'run'],
		['a version that is a text', '/changes', { endpoint: 'e', version: '1' }, 400, 'version'],
		['an unknown endpoint', '/changes', { endpoint: 'nowhere', version: 1 }, 404, 'endpoint'],
		['a digest of another form', '/changes/1/reviews', { verdict: 'approve', digest: 'abc' }, 400, 'digest'],
		['an unknown verdict', '/changes/1/reviews', { verdict: 'merge', digest: 'a'.repeat(64) }, 400, 'verdict'],
		['asking for changes without saying which', '/changes/1/reviews', { verdict: 'request-changes', digest: 'a'.repeat(64) }, 400, 'body'],
		['an unknown change', '/changes/7/reviews', { verdict: 'approve', digest: 'a'.repeat(64) }, 404, 'number'],
		['a change number that is none', '/changes/x/close', {}, 400, 'number'],
	])('answers %s with a problem that names the field, and writes nothing', async (_what, path, body, status, field) => {
		const before = await rowsNow();
		const answer = await send('POST', path, await tokenOf(['contributor', 'reviewer']), body);
		expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { field } });
		expect(await rowsNow()).toEqual(before);
	});

	it('needs a token with its scope, and the project: another organization gets what an unknown project gets', async () => {
		expect((await send('GET', '/changes', null)).status).toBe(401);
		const narrow = await send('POST', '/changes', await tokenOf(['contributor'], ['project:read', 'change:read']), { endpoint: 'e', version: 1 });
		expect(narrow).toMatchObject({ status: 403, body: { detail: expect.stringContaining('lacks the scope "change:open"') } });
		await expectAuditEntry(db, project.id, { action: 'change:open', decision: 'denied' });
		const other = await send('GET', '/changes', await tokenOf(['admin'], [...PERMISSIONS], await makeProject(db)));
		expect(other).toMatchObject({ status: 404, body: { detail: 'project not found' } });
	});

	it('lists changes with their counts', async () => {
		expect(await send('GET', '/changes?state=open', await tokenOf(['viewer']))).toMatchObject({ status: 200, body: { changes: [], open: 0, closed: 0 } });
		expect(await send('GET', '/changes?state=mine', await tokenOf(['viewer']))).toMatchObject({ status: 400, body: { field: 'state' } });
	});

	it('shows the policy and saves a new version, for administrators', async () => {
		project = await makeProject(db);
		const shown = await send('GET', '/policies/production', await tokenOf(['viewer']));
		expect(shown).toMatchObject({ status: 200, body: { current: { version: 1 }, edit: { enabled: false } } });
		const document = { ...defaultPolicy('production'), expiry: { approvalMs: 3_600_000, changeMs: 86_400_000 } };
		expect((await send('PUT', '/policies/production', await tokenOf(['reviewer']), { baseVersion: 1, document })).status).toBe(403);
		expect(await send('PUT', '/policies/production', await tokenOf(['admin']), { baseVersion: 1, document })).toMatchObject({
			status: 200,
			body: { version: 2 },
		});
		const impossible = { ...document, require: [{ name: 'review', count: 10, from: ['role:reviewer'] }] };
		expect(await send('PUT', '/policies/production', await tokenOf(['admin']), { baseVersion: 2, document: impossible })).toMatchObject({
			status: 400,
			body: { field: 'require.0.count', reason: 'policy-unsatisfiable' },
		});
	});
});
