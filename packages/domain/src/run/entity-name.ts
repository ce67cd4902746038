import { DomainError } from '../error/domain-error.ts';
import { RUN_LIMITS } from './limits.ts';

// Rules
// 1. A metric, param or tag name has letters, digits, underscores, dashes, periods, spaces, colons and slashes, at most 250 characters.
// 2. It must stay itself when read as a path: no `..`, no leading slash, no doubled slash, not `.`.
// 3. The sentences are those of the MLflow server, which clients and their tests compare word by word.

const ALLOWED = /^[/\p{L}\p{N}_.\- :]*$/u;
const ALLOWED_SENTENCE = 'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).';

export interface NamedEntity {
	/** How the length sentence calls it, such as `Metric name`. */
	entity: string;
	/** Where it stood in the request, such as `metrics[0].name`. */
	path: string;
}

/** Throws `invalid` unless the text is a legal name of a metric, param or tag. */
export function checkEntityName(name: string, { entity, path }: NamedEntity): void {
	if (!ALLOWED.test(name)) throw invalidValue(path, name, ALLOWED_SENTENCE);
	const resolved = normalPath(name);
	if (resolved !== name || resolved === '.' || resolved.startsWith('..') || resolved.startsWith('/')) {
		throw invalidValue(
			path,
			name,
			`Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${resolved}'`,
		);
	}
	checkLength(entity, RUN_LIMITS.keyLength, name);
}

/** Throws `invalid` when the text is longer than the limit, in characters (code points). */
export function checkLength(entity: string, limit: number, text: string): void {
	if (text.length <= limit || [...text].length <= limit) return;
	throw new DomainError('invalid', `'${entity}' exceeds the maximum length of ${limit} characters`, { field: entity, limit: `${limit} characters` });
}

/** The text cut to the limit, as MLflow's server does with long param and tag values. */
export function truncate(limit: number, text: string): string {
	if (text.length <= limit) return text;
	const points = [...text];
	return points.length <= limit ? text : points.slice(0, limit).join('');
}

/** MLflow's sentence for a value that a parameter can't have. */
export function invalidValue(path: string, value: unknown, why?: string): DomainError {
	const shown = JSON.stringify(value) ?? 'null';
	return new DomainError('invalid', `Invalid value ${shown.slice(0, 300)} for parameter '${path}' supplied${why === undefined ? '.' : `: ${why}`}`, {
		field: path,
		value: shown.slice(0, 80),
		limit: why,
	});
}

/** What a POSIX path normalizes to: `a//b/../c` -> `a/c`. */
function normalPath(path: string): string {
	if (path === '') return '.';
	const isAbsolute = path.startsWith('/');
	const parts: string[] = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
		else if (part !== '..' || !isAbsolute) parts.push(part);
	}
	return `${isAbsolute ? '/' : ''}${parts.join('/')}` || '.';
}
