import type { Permission } from '@interlock/domain/access';
import type { ServiceContext } from '@interlock/services/access';
import type { z } from 'zod';
import type { Instance } from '../instance.ts';

/** What a handler gets: parsed input, the actor's context, and the request for streams. */
export interface Call<Query, Body> {
	ctx: ServiceContext;
	instance: Instance;
	params: Record<string, string>;
	query: Query;
	body: Body;
	request: Request;
}

export interface Answer {
	status: number;
	/** JSON, or a Response for bytes. */
	body?: unknown;
}

/** A route of the REST API. What isn't declared here doesn't exist; the OpenAPI document and the role x route test are made from it. */
export interface RestRoute {
	method: 'get' | 'post' | 'put' | 'patch' | 'delete';
	/** Under /api/v1, with parameters in braces: `/projects/{org}/{project}/runs`. */
	path: string;
	summary: string;
	/** `anyone`: no credentials needed. `signed-in`: any actor; the verb narrows. Else the permission its verb checks on the loaded row. */
	permission: Permission | 'signed-in' | 'anyone';
	/** `entry`: the verb writes an audit entry. `perRun`: telemetry, one entry when the run ends. `none`: reads. */
	audit: 'entry' | 'perRun' | 'none';
	query?: z.ZodType;
	/** JSON body, or `stream`: the handler reads `request.body` itself. */
	body?: z.ZodType | 'stream';
	/** Bytes of JSON accepted; 1 MiB unless said. Streams name their limit in the handler. */
	maxBodyBytes?: number;
	/** The answer holds a secret that is shown once: it is never stored for an Idempotency-Key. */
	secretAnswer?: boolean;
	success: { status: number; description: string; schema?: z.ZodType };
	handle(call: Call<never, never>): Promise<Answer>;
}

interface RouteSpec<Q extends z.ZodType, B extends z.ZodType | 'stream'> extends Omit<RestRoute, 'query' | 'body' | 'handle'> {
	query?: Q;
	body?: B;
	handle(call: Call<z.output<Q>, B extends z.ZodType ? z.output<B> : undefined>): Promise<Answer>;
}

/** Declares a route with its input types inferred. */
export function route<Q extends z.ZodType = z.ZodUndefined, B extends z.ZodType | 'stream' = 'stream'>(spec: RouteSpec<Q, B>): RestRoute {
	return spec as unknown as RestRoute;
}

/** Whether an Idempotency-Key means something here: an answer with a secret is stored nowhere, and a streamed body can't be compared. */
export function takesKey(route: RestRoute): boolean {
	return route.method === 'post' && !route.secretAnswer && route.body !== 'stream';
}
