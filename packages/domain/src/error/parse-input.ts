import type { z } from 'zod';
import { DomainError } from './domain-error.ts';

/** Parses an input by its schema; the first problem becomes a DomainError `invalid` that names field, value and limit. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
	const result = schema.safeParse(input);
	if (result.success) return result.data;
	throw invalidInput(result.error.issues, input);
}

/** The refusal of an input by its first issue. */
export function invalidInput(issues: readonly z.core.$ZodIssue[], input: unknown): DomainError {
	const issue = issues[0];
	const field = issue === undefined || issue.path.length === 0 ? 'body' : fieldName(issue.path);
	const value = SECRET.test(field) ? 'a secret' : shorten(valueAt(input, issue?.path ?? []));
	const problem = issue?.message ?? 'is not valid';
	return new DomainError('invalid', `${field}: ${problem} (got ${value})`, { field, value, limit: problem });
}

/** What is never said back, not even to who sent it: an answer may be logged. */
const SECRET = /password|secret|^current$/i;

function fieldName(path: PropertyKey[]): string {
	return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`)).join('');
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
	let value = input;
	for (const part of path) {
		if (typeof value !== 'object' || value === null) return undefined;
		value = Reflect.get(value, part);
	}
	return value;
}

function shorten(value: unknown): string {
	if (value === undefined) return 'nothing';
	const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
	return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
