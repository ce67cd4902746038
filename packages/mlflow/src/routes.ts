import { ARTIFACT_ROUTES } from './artifact/index.ts';
import { EXPERIMENT_ROUTES } from './experiment/index.ts';
import { MODEL_ROUTES } from './model/index.ts';
import { RUN_ROUTES } from './run/index.ts';
import type { MlflowRoute } from './wire/route.ts';

/** Every endpoint that takes fields and answers JSON. */
export const JSON_ROUTES: readonly MlflowRoute[] = [...EXPERIMENT_ROUTES, ...RUN_ROUTES, ...ARTIFACT_ROUTES, ...MODEL_ROUTES];

export type RouteEntry = Pick<MlflowRoute, 'method' | 'path' | 'permission' | 'audit'>;

/** Endpoints that stream files. */
export const STREAM_ROUTES = {
	upload: { method: 'PUT', path: '/mlflow-artifacts/artifacts/*', permission: 'run:write', audit: 'perRun' },
	download: { method: 'GET', path: '/mlflow-artifacts/artifacts/*', permission: 'run:read', audit: 'read' },
	runUpload: { method: 'POST', path: '/mlflow/upload-artifact', permission: 'run:write', audit: 'perRun' },
	loggedModelFile: { method: 'GET', path: '/mlflow/logged-models/:model_id/artifacts/files', permission: 'run:read', audit: 'read' },
} as const satisfies Record<string, RouteEntry>;

/** The route table: what the role x route test is made from. Paths are below `/api/2.0` and `/ajax-api/2.0`; what isn't here doesn't exist. */
export const MLFLOW_ROUTES: readonly RouteEntry[] = [
	...JSON_ROUTES.map(({ method, path, permission, audit }) => ({ method, path, permission, audit })),
	...Object.values(STREAM_ROUTES),
];
