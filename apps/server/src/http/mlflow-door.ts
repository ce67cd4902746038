import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { identify } from '@interlock/auth';
import { organization, project } from '@interlock/db/tables';
import type { Actor } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { createMlflowApp, type MlflowCaller } from '@interlock/mlflow';
import { and, eq, isNull } from 'drizzle-orm';
import { type Context, Hono } from 'hono';
import type { Instance } from '../instance.ts';
import { noteUnidentified } from './refusals.ts';
import { requestContext } from './request-context.ts';

const AT_ROOT = new Set(['/health', '/version', '/get-artifact', '/model-versions/get-artifact', '/v1/traces', '/graphql']);

/** First path segments of this door. */
export const MLFLOW_ROOT_SEGMENTS: readonly string[] = ['mlflow', 'api', 'ajax-api', ...[...AT_ROOT].map((path) => path.split('/')[1] ?? '')];

/** Where unmodified MLflow clients come in: `/mlflow/{org}/{project}/...`, and the root for a token with one project. */
export function mlflowDoor(instance: Instance): { answers: (path: string) => boolean; door: (req: IncomingMessage, res: ServerResponse) => Promise<void> } {
	const app = createMlflowApp({
		context: (c) => callerOf(instance, c),
		onError: (error, c) => instance.log.error({ err: error, path: c.req.path, requestId: c.req.header('x-request-id') }, 'mlflow request failed'),
	});
	const root = new Hono().route('/mlflow/:org/:project', app).route('/', app);
	return {
		answers: (path) => path.startsWith('/mlflow/') || /^\/(?:ajax-)?api\/[23]\.0\//.test(path) || AT_ROOT.has(path),
		door: getRequestListener(root.fetch, { overrideGlobalObjects: false }),
	};
}

/** Tokens only: a browser's cookie is no credential here, so no other site can use it. */
async function callerOf(instance: Instance, c: Context): Promise<MlflowCaller> {
	const authorization = c.req.header('authorization');
	const identified = authorization ? await identify(instance.db, instance.keys, { authorization }) : null;
	if (!identified) {
		noteUnidentified(instance, 'mlflow', { authorization });
		throw new DomainError(
			'unauthenticated',
			'Set MLFLOW_TRACKING_TOKEN to a token of this project (or MLFLOW_TRACKING_USERNAME=token and it as the password); this one is missing, unknown, expired or revoked',
		);
	}
	const [org, slug] = [c.req.param('org'), c.req.param('project')];
	const place = org !== undefined && slug !== undefined ? { org, project: slug } : await onlyProjectOf(instance, identified.actor);
	return { ctx: requestContext(instance, identified.actor, c.req.raw.headers), place };
}

async function onlyProjectOf(instance: Instance, actor: Actor): Promise<MlflowCaller['place']> {
	const [id, ...more] = actor.kind === 'token' ? (actor.projectIds ?? []) : [];
	const [row] =
		id === undefined || more.length > 0
			? []
			: await instance.db.drizzle
					.select({ org: organization.slug, project: project.slug })
					.from(project)
					.innerJoin(organization, eq(organization.id, project.orgId))
					.where(and(eq(project.id, id), isNull(project.archivedAt)));
	if (row) return row;
	throw new DomainError(
		'not-found',
		`This token isn't bound to one project: use the project's own tracking URI, ${instance.env.publicUrl}/mlflow/<organization>/<project>`,
		{ field: 'project' },
	);
}
