import { DomainError } from '../error/domain-error.ts';
import { checkEntityName, checkLength } from '../run/entity-name.ts';
import { MODEL_LIMITS } from './model-limits.ts';

/** Throws `invalid` unless the text can name a registered model: not empty, no `/` or `:`, itself when read as a path, at most 256 characters. */
export function checkModelName(name: string, parameter = 'name'): void {
	if (name.trim() === '') throw new DomainError('invalid', `Missing value for required parameter '${parameter}'.`, { field: parameter, value: name });
	if (/[/:]/.test(name))
		throw new DomainError('invalid', `Invalid model name '${name.slice(0, 300)}'. Names cannot contain '/' or ':'.`, {
			field: parameter,
			value: name.slice(0, 80),
			limit: "no '/' or ':'",
		});
	checkLength(parameter, MODEL_LIMITS.nameLength, name);
	if (name === '.' || name === '..') checkEntityName(name, { entity: parameter, path: parameter });
}

/** Throws `invalid` unless the text can name a logged model: none of `/ : . % " '`. */
export function checkLoggedModelName(name: string): void {
	const bad = ['/', ':', '.', '%', '"', "'"];
	if (name !== '' && !bad.some((character) => name.includes(character))) {
		checkLength('name', MODEL_LIMITS.nameLength, name);
		return;
	}
	throw new DomainError(
		'invalid',
		`Invalid model name (${name.slice(0, 300)}) provided. Model name must be a non-empty string and cannot contain the following characters: [${bad.map((c) => `'${c}'`).join(', ')}]`,
		{ field: 'name', value: name.slice(0, 80) },
	);
}

/** A version's number from the wire. Throws `invalid`. */
export function versionFromWire(text: string): number {
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw new DomainError('invalid', `Parameter 'version' must be an integer, got '${text.slice(0, 80)}'.`, {
		field: 'version',
		value: text.slice(0, 80),
		limit: 'a whole number',
	});
}

/** Throws `invalid` when a registry tag's key or value breaks its limits. */
export function checkRegistryTag(key: string, value: string): void {
	checkEntityName(key, { entity: 'key', path: 'key' });
	checkLength('value', MODEL_LIMITS.tagValueLength, value);
}
