import type { Permission } from '@interlock/domain/access';
import type { ServiceContext } from '@interlock/services/access';
import type { Fields } from './fields.ts';

/** Who calls, and in which project: read by the front door from token and address. */
export interface MlflowCaller {
	ctx: ServiceContext;
	place: { org: string; project: string };
}

/** `read`: changes nothing. `entry`: one audit entry per call. `perRun`: telemetry, one entry when the run ends. */
export type AuditMode = 'read' | 'entry' | 'perRun';

export interface MlflowRoute {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below the version prefix, such as `/mlflow/runs/create`; `:name` is a parameter, a trailing `*` the rest of the path. */
	path: string;
	permission: Permission;
	audit: AuditMode;
	/** Answers with the JSON body; fields come from the body or, for GET, from the query. */
	handle(caller: MlflowCaller, fields: Fields, params: Readonly<Record<string, string>>): Promise<object>;
}
