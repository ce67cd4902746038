import { DomainError } from '../error/domain-error.ts';
import { type ArtifactOwner, parseArtifactAddress } from '../run/artifact-root.ts';
import { loggedModelIdFromWire, runIdFromWire } from '../run/wire-id.ts';

// Rules
// 1. A source names bytes that this server holds: a logged model, a folder of a run, or another version.
// 2. It must belong to what the request says it does: `models:/m-x` to `model_id` x, `runs:/r/...` to `run_id` r.
// 3. Any other address is a label: kept, never read by the server. Local and relative paths, and addresses that a browser would run, aren't
//    even that.

export type ModelSource =
	| { kind: 'loggedModel'; id: string; folder: string }
	| { kind: 'run'; id: string; folder: string }
	| { kind: 'version'; name: string; version: number | null; alias: string | null }
	/** Somewhere else; the version has no files here and can't be served. */
	| { kind: 'label' };

const RUN_BY_BROWSERS = new Set(['javascript', 'data', 'vbscript', 'blob']);

/** Reads a model version's source. `modelId`, `runId`: as the request gave them. Throws `invalid` with MLflow's sentences. */
export function parseModelSource(source: string, given: { modelId?: string; runId?: string }): ModelSource {
	refuseRelativeParts(source);
	const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):(.*)$/s.exec(source);
	const scheme = match?.[1]?.toLowerCase();
	const rest = match?.[2] ?? '';
	if (scheme === undefined || scheme === 'file' || scheme.length === 1 || RUN_BY_BROWSERS.has(scheme)) throw localSource(source);
	if (scheme === 'models') return modelsSource(source, rest, given.modelId);
	if (scheme === 'runs') return runsSource(source, rest, given.runId);
	if (scheme === 'mlflow-artifacts') return proxySource(source, rest, given);
	return { kind: 'label' };
}

function modelsSource(source: string, rest: string, modelId: string | undefined): ModelSource {
	if (!rest.startsWith('/') || rest.startsWith('//')) throw mismatch(source, 'model_id');
	const [name = '', selector = '', ...more] = rest.slice(1).split('/');
	if (/^m-[0-9a-f]{32}$/.test(name)) {
		if (modelId !== undefined && modelId !== name) throw mismatch(source, 'model_id');
		return { kind: 'loggedModel', id: loggedModelIdFromWire(name), folder: [selector, ...more].filter(Boolean).join('/') };
	}
	const [aliased = '', alias] = name.split('@');
	if (alias !== undefined && selector === '' && aliased !== '') return { kind: 'version', name: aliased, version: null, alias };
	if (/^\d{1,9}$/.test(selector) && more.length === 0) return { kind: 'version', name, version: Number(selector), alias: null };
	throw mismatch(source, 'model_id');
}

function runsSource(source: string, rest: string, runId: string | undefined): ModelSource {
	const match = /^\/([0-9a-f]{32})(?:\/(.*))?$/s.exec(rest);
	if (!match || runId === undefined || match[1] !== runId) throw mismatch(source, 'run_id');
	return { kind: 'run', id: runIdFromWire(runId), folder: (match[2] ?? '').replace(/\/+$/, '') };
}

function proxySource(source: string, rest: string, given: { modelId?: string; runId?: string }): ModelSource {
	const address = tryAddress(rest.replace(/^\/+/, '').replace(/\/+$/, ''));
	if (!address) throw mismatch(source, given.modelId === undefined ? 'run_id' : 'model_id');
	const owner: ArtifactOwner = address.owner;
	if (owner.kind === 'run') {
		if (given.runId === undefined || runIdFromWire(given.runId) !== owner.id) throw mismatch(source, 'run_id');
		return { kind: 'run', id: owner.id, folder: address.path };
	}
	if (given.modelId === undefined || loggedModelIdFromWire(given.modelId) !== owner.id) throw mismatch(source, 'model_id');
	return { kind: 'loggedModel', id: owner.id, folder: address.path };
}

function tryAddress(path: string) {
	try {
		return parseArtifactAddress(path);
	} catch {
		return null;
	}
}

function refuseRelativeParts(source: string): void {
	let plain = source;
	for (let i = 0; i < 5; i++) {
		const decoded = safeDecode(plain);
		if (decoded === plain) break;
		plain = decoded;
	}
	if (!plain.includes('\u0000') && !plain.split('/').includes('..')) return;
	throw new DomainError(
		'invalid',
		`Invalid model version source: '${source.slice(0, 300)}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`,
		{ field: 'source', value: source.slice(0, 80) },
	);
}

function safeDecode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function localSource(source: string): DomainError {
	return new DomainError(
		'invalid',
		`Invalid model version source: '${source.slice(0, 300)}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.`,
		{ field: 'source', value: source.slice(0, 80) },
	);
}

function mismatch(source: string, parameter: string): DomainError {
	return new DomainError(
		'invalid',
		`Invalid model version source: '${source.slice(0, 300)}'. The ${parameter} request parameter must identify the resource that contains the source.`,
		{
			field: 'source',
			value: source.slice(0, 80),
		},
	);
}
