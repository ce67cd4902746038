import { appRouter } from '@interlock/api';
import { MLFLOW_ROUTES } from '@interlock/mlflow';
import { JSON_ROUTES } from '../../packages/mlflow/src/routes.ts';
import { REST_ROUTES } from '../../apps/server/src/rest/routes.ts';
import type { RawOptions } from '../../apps/server/src/test-server.ts';
import type { Caller, Declared } from './callers.ts';
import { mlflowSample } from './mlflow-samples.ts';
import { paramsOf, procedureInput, REST_SAMPLES } from './samples.ts';
import type { Tenant } from './world.ts';

export interface Route {
	door: 'REST' | 'tRPC' | 'MLflow';
	name: string;
	declared: Declared | undefined;
	/** Reads only: no row may change. */
	reads: boolean;
	/** Names of the input that it reads, where they can be told. */
	fields: readonly string[];
	/** The caller's own organization is the place. */
	ownPlace?: boolean;
	request(tenant: Tenant, caller: Pick<Caller, 'ownToken'>): Promise<{ path: string } & RawOptions>;
}

const PARAMETER = /\{(\w+)\}/g;
/** No address names a place: it is the caller's own organization. */
const OWN_PLACE = new Set(['post /processes/rebuild']);

export const REST: Route[] = REST_ROUTES.map((route) => {
	const name = `${route.method} ${route.path}`;
	return {
		door: 'REST',
		name,
		declared: route.permission,
		reads: route.method === 'get',
		fields: route.body && route.body !== 'stream' ? fieldsOf(route.body) : fieldsOf(route.query),
		ownPlace: OWN_PLACE.has(name),
		request: async (tenant, caller) => {
			const sample = (await REST_SAMPLES[name]?.(tenant, caller)) ?? {};
			if (route.body && sample.body === undefined && sample.bytes === undefined) throw new Error(`${name} has no sample in test/security/samples.ts`);
			const params = { ...paramsOf(tenant), ...sample.params };
			const path = route.path.replace(PARAMETER, (_, key: string) => encodeURIComponent(params[key as keyof typeof params] ?? key));
			return {
				path: `/api/v1${path}${sample.query ? `?${new URLSearchParams(sample.query)}` : ''}`,
				method: route.method.toUpperCase(),
				json: sample.body,
				body: sample.bytes,
			};
		},
	};
});

interface ProcedureDef {
	_def: { type: 'query' | 'mutation'; inputs: unknown[]; meta?: { permission?: Declared } };
}

export const PROCEDURES: Route[] = Object.entries(appRouter._def.procedures as unknown as Record<string, ProcedureDef>).map(([name, { _def }]) => ({
	door: 'tRPC',
	name,
	declared: _def.meta?.permission,
	reads: _def.type === 'query',
	fields: _def.inputs.flatMap(fieldsOf),
	request: async (tenant, caller) => {
		const json = { json: await procedureInput(tenant, name, caller) };
		if (_def.type === 'mutation') return { path: `/api/trpc/${name}`, method: 'POST', json };
		return { path: `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(json))}`, method: 'GET' };
	},
}));

export const MLFLOW: Route[] = MLFLOW_ROUTES.map((route) => ({
	door: 'MLflow',
	name: `${route.method} ${route.path}`,
	declared: route.permission,
	reads: route.audit === 'read',
	fields: [...namedIn(JSON_ROUTES.find((known) => known.path === route.path && known.method === route.method)?.handle)],
	request: async (tenant) => ({ ...(await mlflowSample(route, tenant)), method: route.method }),
}));

/** The keys of a zod object. */
function fieldsOf(schema: unknown): string[] {
	return typeof schema === 'object' && schema !== null && 'shape' in schema ? Object.keys(schema.shape as object) : [];
}

/** Texts in a handler that look like the name of a field. */
function namedIn(handle: unknown): string[] {
	const text = String(handle);
	const helpers = text.includes('readRunId') ? ['run_id'] : [];
	return [...new Set([...text.matchAll(/'([a-z][a-z_]{2,40})'/g)].map(([, name]) => name ?? '')), ...helpers];
}
