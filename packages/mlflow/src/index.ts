export { createMlflowApp, type MlflowAppOptions } from './app.ts';
export { MLFLOW_ROUTES, type RouteEntry } from './routes.ts';
export type { AuditMode, MlflowCaller } from './wire/route.ts';
