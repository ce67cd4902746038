import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiContext, appRouter } from '@interlock/api';
import { identify } from '@interlock/auth';
import { TRPCError } from '@trpc/server';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { uuidv7 } from 'uuidv7';
import { noteRefusal, noteUnidentified } from '../http/refusals.ts';
import { requestContext } from '../http/request-context.ts';
import { requireSameOrigin } from '../http/same-origin.ts';
import type { Instance } from '../instance.ts';

const PREFIX = '/api/trpc/';
const MAX_BODY_BYTES = 1024 * 1024;
/** Calls that one request may hold; a page sends about ten. */
const MAX_BATCH = 50;

/** Answers /api/trpc by tRPC's node adapter. */
export async function handleTrpc(instance: Instance, req: IncomingMessage, res: ServerResponse): Promise<void> {
	const path = new URL(req.url ?? '/', 'http://x').pathname.slice(PREFIX.length);
	await nodeHTTPRequestHandler({
		router: appRouter,
		req,
		res,
		path,
		maxBodySize: MAX_BODY_BYTES,
		maxBatchSize: MAX_BATCH,
		// A query may come in a body too: a policy that is tried is longer than an address, and nothing of it belongs into an access log.
		allowMethodOverride: true,
		createContext: () => contextOf(instance, req),
		onError: ({ error, path: failed }) => {
			if (error.code === 'INTERNAL_SERVER_ERROR') instance.log.error({ err: error.cause ?? error, path: failed }, 'procedure failed');
		},
	});
}

async function contextOf(instance: Instance, req: IncomingMessage): Promise<ApiContext> {
	const headers = new Headers(Object.entries(req.headers).map(([name, value]): [string, string] => [name, String(value)]));
	const requestId = headers.get('x-request-id') ?? uuidv7();
	const credentials = { authorization: headers.get('authorization'), cookie: headers.get('cookie') };
	const identified = await identify(instance.db, instance.keys, credentials);
	if (!identified) noteUnidentified(instance, 'trpc', credentials);
	if (identified?.via === 'cookie' && req.method !== 'GET') refuseForeignOrigin(instance, headers);
	return {
		ctx: identified ? requestContext(instance, identified.actor, headers) : null,
		publicUrl: instance.env.publicUrl,
		mails: instance.env.smtpUrl !== undefined,
		requestId,
	};
}

function refuseForeignOrigin(instance: Instance, headers: Headers): void {
	try {
		requireSameOrigin({ headers }, instance.env.publicUrl);
	} catch (error) {
		noteRefusal(instance, 'trpc: foreign origin');
		throw new TRPCError({ code: 'FORBIDDEN', message: error instanceof Error ? error.message : 'foreign origin', cause: error });
	}
}
