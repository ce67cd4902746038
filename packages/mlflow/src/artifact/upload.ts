import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { DomainError } from '@interlock/domain/error';
import { artifactPathFromUrl, checkArtifactPath } from '@interlock/domain/run';
import { putArtifact } from '@interlock/services/artifact';
import { getRun } from '@interlock/services/run';
import { belowRoot } from './below-root.ts';
import type { Fields } from '../wire/fields.ts';
import type { MlflowCaller } from '../wire/route.ts';

/** MLflow's own limit for files that its pages send. */
const MOST_BYTES_OF_PAGES = 10 * 1024 * 1024;

/** Streams an upload into the store: nothing of it is held in memory, and nothing stays of a body that is cut short. */
export function uploadArtifact(caller: MlflowCaller, request: Request, encodedPath: string, maxBytes: number): Promise<Response> {
	return store(caller, request, artifactPathFromUrl(encodedPath), maxBytes);
}

/** `/mlflow/upload-artifact?run_uuid=&path=`: one small file of a run, as MLflow's own pages send it. */
export async function uploadRunArtifact(caller: MlflowCaller, request: Request, fields: Fields): Promise<Response> {
	const runId = fields.text('run_uuid');
	if (!runId) throw new DomainError('invalid', 'Request must specify run_uuid.', { field: 'run_uuid' });
	const path = fields.text('path');
	if (!path) throw new DomainError('invalid', 'Request must specify path.', { field: 'path' });
	const run = await getRun(caller.ctx, { ...caller.place, runId });
	if (request.headers.get('content-length') === '0') throw new DomainError('invalid', 'Request must specify data.', { field: 'body' });
	return store(caller, request, belowRoot(run.artifactUri, checkArtifactPath(path)), MOST_BYTES_OF_PAGES);
}

async function store({ ctx, place }: MlflowCaller, request: Request, path: string, maxBytes: number): Promise<Response> {
	const length = request.headers.get('content-length');
	const input = {
		...place,
		path,
		maxBytes,
		sha256: declaredDigest(request.headers.get('content-digest')),
		sizeBytes: length === null ? undefined : Number(length),
	};
	const body = request.body ? Readable.fromWeb(request.body as ReadableStream<Uint8Array>) : Readable.from([]);
	try {
		await putArtifact(ctx, input, body);
	} catch (error) {
		body.destroy();
		throw error;
	}
	return new Response(null, { status: 200 });
}

/** The sha-256 of a `Content-Digest` header (RFC 9530), as hex; undefined without one. */
function declaredDigest(header: string | null): string | undefined {
	if (header === null) return undefined;
	const digest = /\bsha-256=:([A-Za-z0-9+/]{43}=):/.exec(header)?.[1];
	if (digest) return Buffer.from(digest, 'base64').toString('hex');
	throw new DomainError('invalid', `Content-Digest: must hold sha-256=:<base64>: (got ${header.slice(0, 80)})`, {
		field: 'Content-Digest',
		value: header.slice(0, 80),
	});
}
