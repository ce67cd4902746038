import { DomainError } from '../error/domain-error.ts';
import { RUN_LIMITS } from './limits.ts';

// Rules
// 1. A path is a label of a row, never a place on a disk: the bytes lie under their sha256.
// 2. It is decoded once; a `%` that is left afterwards could mean something else to the next reader, so it is refused.
// 3. NFC, at most 1,024 bytes of UTF-8; no `..`, `.` or empty segment (nor one that only looks like it, in full-width letters), no backslash,
//    colon, control character or change of writing direction, no leading slash.

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/u;

/** The path of an artifact as written in a URL (still percent-encoded), decoded once and checked. Throws `invalid`. */
export function artifactPathFromUrl(encoded: string): string {
	let decoded: string;
	try {
		decoded = decodeURIComponent(encoded);
	} catch {
		throw refused(encoded, 'must be percent-encoded UTF-8');
	}
	return checkArtifactPath(decoded);
}

/** A path that was decoded already (a query value, a JSON text), checked. Throws `invalid`. */
export function checkArtifactPath(path: string): string {
	if (path === '') throw refused(path, 'must not be empty');
	if (path.includes('%')) throw refused(path, 'must not contain % after decoding once');
	if (CONTROL.test(path)) throw refused(path, 'must not contain control characters');
	if (path.includes('\\')) throw refused(path, 'must not contain a backslash');
	if (path.includes(':')) throw refused(path, 'must not contain a colon');
	if (path.startsWith('/')) throw refused(path, 'must not start with a slash');
	if (!path.isWellFormed() || path.normalize('NFC') !== path) throw refused(path, 'must be Unicode in normal form C');
	if ([...path.split('/'), ...path.normalize('NFKC').split('/')].some((segment) => segment === '' || segment === '.' || segment === '..')) {
		throw refused(path, 'must not contain empty, "." or ".." segments');
	}
	if (new TextEncoder().encode(path).length > RUN_LIMITS.artifactPathBytes) throw refused(path, `must be at most ${RUN_LIMITS.artifactPathBytes} bytes`);
	return path;
}

/** A folder to list: empty text is the root; one trailing slash is forgiven. Throws `invalid`. */
export function checkArtifactFolder(path: string): string {
	const trimmed = path.endsWith('/') ? path.slice(0, -1) : path;
	return trimmed === '' && path !== '/' ? '' : checkArtifactPath(trimmed === '' ? path : trimmed);
}

function refused(path: string, limit: string): DomainError {
	const shown = path.length > 80 ? `${path.slice(0, 77)}...` : path;
	return new DomainError('invalid', `Invalid path: ${JSON.stringify(shown)} ${limit}`, { field: 'path', value: shown, limit });
}
