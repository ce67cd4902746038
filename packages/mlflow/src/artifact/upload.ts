import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { DomainError } from '@interlock/domain/error';
import { artifactPathFromUrl } from '@interlock/domain/run';
import { putArtifact } from '@interlock/services/artifact';
import type { MlflowCaller } from '../wire/route.ts';

/** Streams an upload into the store: nothing of it is held in memory, and nothing stays of a body that is cut short. */
export async function uploadArtifact({ ctx, place }: MlflowCaller, request: Request, encodedPath: string, maxBytes: number): Promise<Response> {
	const length = request.headers.get('content-length');
	const input = {
		...place,
		path: artifactPathFromUrl(encodedPath),
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
