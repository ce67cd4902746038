import { Readable } from 'node:stream';
import { artifactPathFromUrl, artifactUri, checkArtifactPath, loggedModelIdFromWire } from '@interlock/domain/run';
import { openArtifact } from '@interlock/services/artifact';
import { getLoggedModel, getModelVersion } from '@interlock/services/model';
import { getRun } from '@interlock/services/run';
import { belowRoot } from './below-root.ts';
import type { Fields } from '../wire/fields.ts';
import { readRunId } from '../wire/paging.ts';
import type { MlflowCaller } from '../wire/route.ts';

/** Streams a file named by its path below the artifact root. */
export function downloadArtifact(caller: MlflowCaller, encodedPath: string): Promise<Response> {
	return sendArtifact(caller, artifactPathFromUrl(encodedPath));
}

/** `/get-artifact?run_id=&path=`: a file of a run. */
export async function downloadRunArtifact(caller: MlflowCaller, fields: Fields): Promise<Response> {
	const path = checkArtifactPath(fields.requiredText('path'));
	const run = await getRun(caller.ctx, { ...caller.place, runId: readRunId(fields) });
	return sendArtifact(caller, belowRoot(run.artifactUri, path));
}

/** `/model-versions/get-artifact?name=&version=&path=`: a file of a model version. */
export async function downloadVersionArtifact(caller: MlflowCaller, fields: Fields): Promise<Response> {
	const path = checkArtifactPath(fields.requiredText('path'));
	const version = await getModelVersion(caller.ctx, { ...caller.place, name: fields.requiredText('name'), version: fields.requiredText('version') });
	return sendArtifact(caller, belowRoot(version.location, path));
}

/** `/logged-models/<id>/artifacts/files?artifact_file_path=`: a file of a logged model. */
export async function downloadLoggedModelArtifact(caller: MlflowCaller, fields: Fields, modelId: string): Promise<Response> {
	const path = checkArtifactPath(fields.requiredText('artifact_file_path'));
	const model = await getLoggedModel(caller.ctx, { ...caller.place, modelId });
	return sendArtifact(caller, belowRoot(artifactUri(Number(model.experimentId), { kind: 'loggedModel', id: loggedModelIdFromWire(modelId) }), path));
}

async function sendArtifact({ ctx, place }: MlflowCaller, path: string): Promise<Response> {
	const file = await openArtifact(ctx, { ...place, path });
	const stream = Readable.toWeb(await file.open()) as ReadableStream;
	return new Response(stream, {
		headers: {
			'Content-Type': 'application/octet-stream',
			'Content-Length': String(file.sizeBytes),
			'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
			'Content-Digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
			'X-Content-Type-Options': 'nosniff',
		},
	});
}
