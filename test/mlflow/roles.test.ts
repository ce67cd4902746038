import { randomUUID } from 'node:crypto';
import { permissionsOf, type Role, ROLES } from '@interlock/domain/access';
import { MLFLOW_ROUTES, type RouteEntry } from '@interlock/mlflow';
import { createLoggedModel, createModelVersion, createRegisteredModel } from '@interlock/services/model';
import { createRun } from '@interlock/services/run';
import { auditEntries, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { type MlflowServer, startMlflowServer } from './mlflow-server.ts';

/** Fields that every endpoint can be called with; what it doesn't know it ignores. */
const fields = (ids: { runId: string; modelId: string }) => ({
	experiment_id: '0',
	experiment_name: 'Default',
	experiment_ids: ['0'],
	run_id: ids.runId,
	run_uuid: ids.runId,
	run_ids: [ids.runId],
	model_json: JSON.stringify({ run_id: ids.runId, artifact_path: 'model', utc_time_created: '2026-01-01 00:00:00', flavors: {} }),
	name: 'registered',
	new_name: randomUUID(),
	version: '1',
	key: 'k',
	value: '1',
	timestamp: 1,
	metric_key: 'm',
	alias: 'some',
	source: 's3://bucket/model',
	stage: 'Staging',
	status: 'FINISHED',
	models: [],
	path: `0/${ids.runId}/artifacts`,
	artifact_file_path: 'MLmodel',
	tags: [],
	params: [],
});

describe('each role at each MLflow endpoint', () => {
	let server: MlflowServer;
	let ids: { runId: string; modelId: string };
	const tokens = new Map<Role | 'scopeless', string>();
	beforeAll(async () => {
		server = await startMlflowServer(await testDatabase());
		const { contributor, project } = server;
		ids = {
			runId: (await createRun(contributor, project.place)).runId,
			modelId: (await createLoggedModel(contributor, { ...project.place, experimentId: '0', name: 'm' })).modelId,
		};
		await createRegisteredModel(contributor, { ...project.place, name: 'registered' });
		await createModelVersion(contributor, { ...project.place, name: 'registered', source: 's3://bucket/model' });
		for (const role of ROLES) tokens.set(role, await server.tokenOf([role]));
		tokens.set('scopeless', await server.tokenOf(['contributor'], { scopes: ['endpoint:invoke'] }));
	});

	const call = async (route: RouteEntry, who: Role | 'scopeless') => {
		const body: Record<string, unknown> = { ...fields(ids), ...(route.path.includes('logged-models/') ? { status: 'LOGGED_MODEL_READY' } : {}) };
		const path = route.path.replace(':model_id', ids.modelId).replace(':tag_key', 'k').replace('*', `0/${ids.runId}/artifacts/none`);
		const query = new URLSearchParams(
			Object.entries(body).flatMap(([name, value]) =>
				Array.isArray(value) ? value.map((item): [string, string] => [name, String(item)]) : [[name, String(value)] as [string, string]],
			),
		);
		const url = `${server.urlOf(server.project)}/api/2.0${path}`;
		const headers = { authorization: `Bearer ${tokens.get(who)}`, 'content-type': 'application/json' };
		if (route.method === 'GET') return fetch(path.endsWith('/artifacts') || !path.includes('*') ? `${url}?${query}` : url, { headers });
		const at = route.path === '/mlflow/upload-artifact' ? `${url}?${query}` : url;
		return fetch(at, { method: route.method, headers, body: route.method === 'PUT' ? 'x' : JSON.stringify(body) });
	};

	it.each(MLFLOW_ROUTES)('$method $path needs $permission', async (route) => {
		for (const role of ROLES) {
			const answer = await call(route, role);
			const permitted = permissionsOf([role]).has(route.permission);
			expect(answer.status === 403, `${role}: ${answer.status} ${await answer.text()}`).toBe(!permitted);
			expect(answer.status).toBeLessThan(500);
		}
		expect((await call(route, 'scopeless')).status).toBe(403);
	});

	it('declares a permission and an audit mode for every one, reads changing nothing', () => {
		for (const route of MLFLOW_ROUTES) expect(route.audit === 'read', `${route.method} ${route.path}`).toBe(route.permission.endsWith(':read'));
		expect(new Set(MLFLOW_ROUTES.map((route) => `${route.method} ${route.path}`)).size).toBe(MLFLOW_ROUTES.length);
	});

	it('left a denied entry for each refusal', async () => {
		const denied = (await auditEntries(server.db, server.project.id)).filter((entry) => entry.decision === 'denied');
		const refusals = server.requests.filter((line) => line.endsWith(' 403'));
		expect(denied.length).toBe(refusals.length);
		expect(denied.length).toBeGreaterThan(100);
	});
});
