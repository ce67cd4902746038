import { DomainError } from '@interlock/domain/error';
import { type Context, Hono } from 'hono';
import {
	downloadArtifact,
	downloadLoggedModelArtifact,
	downloadRunArtifact,
	downloadVersionArtifact,
	uploadArtifact,
	uploadRunArtifact,
} from './artifact/index.ts';
import { JSON_ROUTES, STREAM_ROUTES } from './routes.ts';
import { MLFLOW_VERSION, SERVER_INFO } from './server/server-info.ts';
import { UNSERVED } from './server/unserved.ts';
import { errorAnswer } from './wire/error-answer.ts';
import { readBody, readQuery } from './wire/read-fields.ts';
import type { MlflowCaller } from './wire/route.ts';

export interface MlflowAppOptions {
	/** Who calls and in which project, from token and address. Throws DomainError `unauthenticated` or `not-found`. */
	context(c: Context): Promise<MlflowCaller>;
	/** Most bytes of a JSON body; 32 MiB unless given (a dataset's profile may have 16). */
	maxJsonBytes?: number;
	/** Most bytes of one artifact; 10 GiB unless given. */
	maxArtifactBytes?: number;
	/** Told of errors that aren't a caller's. */
	onError?(error: unknown, c: Context): void;
}

const PREFIXES = ['/api/2.0', '/ajax-api/2.0'];
const MIB = 1024 * 1024;

/** The MLflow protocol as an app: mounted below `/mlflow/{org}/{project}`, and at the root for tokens with one project. */
export function createMlflowApp(options: MlflowAppOptions): Hono {
	const app = new Hono();
	const maxJsonBytes = options.maxJsonBytes ?? 32 * MIB;
	const maxArtifactBytes = options.maxArtifactBytes ?? 10 * 1024 * MIB;
	const answer = (work: (c: Context, caller: MlflowCaller) => Promise<Response>) => async (c: Context) => {
		try {
			return await work(c, await options.context(c));
		} catch (error) {
			const { status, body } = errorAnswer(brokeOff(error) ? new DomainError('invalid', 'body: ended before it was whole', { field: 'body' }) : error);
			if (status >= 500 && status !== 501) options.onError?.(error, c);
			return json(body, status);
		}
	};

	app.get('/health', (c) => c.text('OK'));
	app.get('/version', (c) => c.text(MLFLOW_VERSION));
	for (const prefix of ['/api/3.0', '/ajax-api/3.0']) app.get(`${prefix}/mlflow/server-info`, () => json(SERVER_INFO));
	app.get(
		'/get-artifact',
		answer((c, caller) => downloadRunArtifact(caller, readQuery(urlOf(c)))),
	);
	app.get(
		'/model-versions/get-artifact',
		answer((c, caller) => downloadVersionArtifact(caller, readQuery(urlOf(c)))),
	);
	for (const prefix of PREFIXES) {
		for (const route of JSON_ROUTES) {
			app.on(
				route.method,
				prefix + route.path,
				answer(async (c, caller) => {
					const fields = route.method === 'GET' ? readQuery(urlOf(c)) : await readBody(c.req.raw, maxJsonBytes);
					return json(await route.handle(caller, fields, { ...c.req.param(), '*': restOf(c) }));
				}),
			);
		}
		app.put(
			prefix + STREAM_ROUTES.upload.path,
			answer((c, caller) => uploadArtifact(caller, c.req.raw, restOf(c), maxArtifactBytes)),
		);
		app.post(
			prefix + STREAM_ROUTES.runUpload.path,
			answer((c, caller) => uploadRunArtifact(caller, c.req.raw, readQuery(urlOf(c)))),
		);
		app.get(
			prefix + STREAM_ROUTES.download.path,
			answer((c, caller) => downloadArtifact(caller, restOf(c))),
		);
		app.get(
			prefix + STREAM_ROUTES.loggedModelFile.path,
			answer((c, caller) => downloadLoggedModelArtifact(caller, readQuery(urlOf(c)), c.req.param('model_id') ?? '')),
		);
	}
	for (const prefix of ['/api/2.0', '/api/3.0', '/ajax-api/2.0', '/ajax-api/3.0']) {
		for (const path of UNSERVED) {
			app.all(prefix + path, unserved);
			app.all(`${prefix}${path}/*`, unserved);
		}
		for (const family of ['mlflow', 'mlflow-artifacts']) app.all(`${prefix}/${family}/*`, unknown);
	}
	for (const path of ['/v1/traces', '/graphql']) app.all(path, unserved);
	return app;
}

/** The caller hung up while sending: nobody reads the answer, and it is no failure of ours. */
function brokeOff(error: unknown): boolean {
	return error instanceof Error && ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(String(Reflect.get(error, 'code')));
}

function unserved(c: Context): Response {
	const path = urlOf(c).pathname.replace(/^.*?(?=\/(?:ajax-)?api\/|\/v1\/|\/graphql)/, '');
	return answerOf(new DomainError('not-implemented', `Interlock does not serve ${c.req.method} ${path} yet.`));
}

function unknown(c: Context): Response {
	return json({ error_code: 'ENDPOINT_NOT_FOUND', message: `No API found for ${c.req.method} ${urlOf(c).pathname}` }, 404);
}

function answerOf(error: DomainError): Response {
	const { status, body } = errorAnswer(error);
	return json(body, status);
}

function json(body: object, status = 200): Response {
	return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

function urlOf(c: Context): URL {
	return new URL(c.req.url);
}

/** What follows `/mlflow-artifacts/artifacts/` in the address, still encoded as it was sent. */
function restOf(c: Context): string {
	const [path = ''] = c.req.url.split('?');
	const marker = '/mlflow-artifacts/artifacts/';
	const at = path.indexOf(marker);
	return at < 0 ? '' : path.slice(at + marker.length);
}
