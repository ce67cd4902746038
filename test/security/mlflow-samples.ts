import { randomUUID } from 'node:crypto';
import type { RouteEntry } from '@interlock/mlflow';
import type { RawOptions } from '../../apps/server/src/test-server.ts';
import type { Tenant } from './world.ts';

const unique = () => randomUUID().slice(0, 8);
const pairs = [{ key: 't', value: '1' }];

/** One bag of fields for MLflow's endpoints: each takes what it knows. */
function fieldsOf({ names }: Tenant): Record<string, unknown> {
	return {
		experiment_id: '0',
		experiment_ids: ['0'],
		experiment_name: 'Default',
		run_id: names.run,
		run_uuid: names.run,
		run_ids: names.run,
		key: 't',
		value: '1',
		metric_key: 'm',
		timestamp: 1,
		step: 0,
		name: names.model,
		alias: 'newest',
		version: '1',
		path: '',
		status: 'LOGGED_MODEL_READY',
		params: [{ key: `p-${unique()}`, value: '1' }],
		tags: pairs,
		max_results: 10,
		source: `models:/${names.loggedModel}`,
		datasets: [],
		models: [{ model_id: names.loggedModel, step: 0 }],
		metrics: [],
		stage: 'None',
		new_name: `renamed-${unique()}`,
		artifact_directory_path: '',
		artifact_file_path: 'MLmodel',
		start_step: 0,
		end_step: 1,
	};
}

type Need = (tenant: Tenant) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** A registered model with one version that nothing serves. */
const spareModel: Need = async (tenant) => {
	const name = `spare-${unique()}`;
	await tenant.mlflow('/mlflow/registered-models/create', { name });
	await tenant.mlflow('/mlflow/model-versions/create', { name, source: `models:/${tenant.names.loggedModel}` });
	return { name };
};

/** An experiment that nothing serves from, deleted where it is to be restored. */
const spareExperiment =
	(isDeleted: boolean): Need =>
	async (tenant) => {
		const made = (await tenant.mlflow('/mlflow/experiments/create', { name: `spare ${unique()}` })) as { experiment_id: string };
		if (isDeleted) await tenant.mlflow('/mlflow/experiments/delete', made);
		return made;
	};

/** What an endpoint needs beyond the bag, by `method path`. */
const NEEDS: Record<string, Need> = {
	'POST /mlflow/experiments/create': () => ({ name: `made ${unique()}` }),
	'POST /mlflow/experiments/delete': spareExperiment(false),
	'POST /mlflow/experiments/restore': spareExperiment(true),
	'POST /mlflow/experiments/update': () => ({ new_name: `Default` }),
	'POST /mlflow/runs/create': () => ({ tags: [] }),
	'POST /mlflow/runs/update': () => ({ status: 'RUNNING', run_name: 'renamed' }),
	'POST /mlflow/runs/log-parameter': () => ({ key: `p-${unique()}` }),
	'POST /mlflow/runs/log-metric': () => ({ key: 'm', value: 1 }),
	'POST /mlflow/runs/log-inputs': () => ({ models: [] }),
	'POST /mlflow/runs/log-model': ({ names }) => ({
		model_json: JSON.stringify({ run_id: names.run, artifact_path: 'model', utc_time_created: '2026-01-01 00:00:00', flavors: {} }),
	}),
	'POST /mlflow/runs/delete-tag': () => ({ key: `t-${unique()}` }),
	'GET /mlflow-artifacts/artifacts': ({ names }) => ({ path: `0/${names.run}/artifacts` }),
	'POST /mlflow/registered-models/create': () => ({ name: `made-${unique()}`, tags: [] }),
	'POST /mlflow/registered-models/rename': spareModel,
	'DELETE /mlflow/registered-models/delete': spareModel,
	'POST /mlflow/logged-models': () => ({ name: 'made', tags: [], params: [] }),
	'POST /mlflow/model-versions/create': () => ({ tags: [] }),
	'DELETE /mlflow/model-versions/delete': spareModel,
};

/** A call of an MLflow endpoint in a tenant's project. */
export async function mlflowSample(route: RouteEntry, tenant: Tenant): Promise<{ path: string } & RawOptions> {
	const { names } = tenant;
	const changesFile = route.method === 'PUT' || route.method === 'DELETE';
	const file = `0/${names.run}/artifacts/${changesFile ? `${unique()}.txt` : 'note.txt'}`;
	const model = route.method === 'DELETE' && route.path === '/mlflow/logged-models/:model_id' ? await spareLoggedModel(tenant) : names.loggedModel;
	const path = route.path.replace(':model_id', model).replace(':tag_key', 't').replace('*', file);
	const at = `/mlflow/${names.org}/${names.project}/api/2.0${path}`;
	if (route.path.endsWith('*')) return { path: at, body: route.method === 'PUT' ? 'bytes' : undefined };
	if (route.path === '/mlflow/upload-artifact') return { path: `${at}?run_uuid=${names.run}&path=${unique()}.txt`, method: 'POST', body: 'bytes' };
	const fields = { ...fieldsOf(tenant), ...(await NEEDS[`${route.method} ${route.path}`]?.(tenant)) };
	if (route.method !== 'GET') return { path: at, json: fields };
	const texts = Object.entries(fields).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
	return { path: `${at}?${new URLSearchParams(texts.map(([key, value]): [string, string] => [key, String(value)]))}` };
}

async function spareLoggedModel(tenant: Tenant): Promise<string> {
	const { model } = (await tenant.mlflow('/mlflow/logged-models', { experiment_id: '0', name: 'spare' })) as { model: { info: { model_id: string } } };
	return model.info.model_id;
}
