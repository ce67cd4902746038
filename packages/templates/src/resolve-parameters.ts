import { DomainError } from '@interlock/domain/error';
import type { EntryPoint, TemplateParameter } from './parse-mlproject.ts';

const MAX_VALUE_CHARACTERS = 500;

/**
 * The values an entry point runs with: what was given, else the defaults, each checked by its type and as text.
 * A number keeps one spelling (`1e2` becomes `100`). Throws DomainError `invalid` that names the parameter.
 */
export function resolveParameters(entryPoint: EntryPoint, given: Record<string, string | number | boolean>): Record<string, string> {
	const declared = new Set(entryPoint.parameters.map((parameter) => parameter.name));
	const unknown = Object.keys(given).find((name) => !declared.has(name));
	if (unknown !== undefined) throw refused(unknown.slice(0, 80), given[unknown], `is not one of ${[...declared].join(', ') || 'no parameters'}`);
	return Object.fromEntries(
		entryPoint.parameters.map((parameter) => {
			const value = given[parameter.name] ?? parameter.default;
			if (value === null) throw refused(parameter.name, undefined, 'has no default: a value must be given');
			return [parameter.name, checked(parameter, String(value))];
		}),
	);
}

function checked({ name, type }: TemplateParameter, value: string): string {
	if (value.length > MAX_VALUE_CHARACTERS) throw refused(name, `${value.slice(0, 40)}...`, `must be at most ${MAX_VALUE_CHARACTERS} characters`);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
	if (/[\u0000-\u001f\u007f]/.test(value)) throw refused(name, value, 'must not contain control characters');
	if (type !== 'int' && type !== 'float') return value;
	const number = value.trim() === '' ? Number.NaN : Number(value);
	if (!Number.isFinite(number)) throw refused(name, value, 'must be a finite number');
	if (type === 'int' && !Number.isSafeInteger(number)) throw refused(name, value, 'must be a whole number');
	return String(number);
}

function refused(name: string, value: unknown, limit: string): DomainError {
	return new DomainError('invalid', `parameters.${name}: ${limit}${value === undefined ? '' : ` (got ${JSON.stringify(value)})`}`, {
		field: `parameters.${name}`,
		value,
		limit,
	});
}
