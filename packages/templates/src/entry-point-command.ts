import { DomainError } from '@interlock/domain/error';
import type { EntryPoint } from './parse-mlproject.ts';

/**
 * The command as program and arguments. The text is cut into words first and values are put in afterwards, so a value
 * is never more than (a part of) one argument; no shell reads it. Throws DomainError `invalid` for an undeclared `{name}`.
 */
export function entryPointCommand(entryPoint: EntryPoint, parameters: Record<string, string>): string[] {
	return splitWords(entryPoint.command).map((word) =>
		word.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
			const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
			if (value === undefined)
				throw new DomainError('invalid', `MLproject: the command names {${name}}, which has no value`, { field: 'command', value: name });
			return value;
		}),
	);
}

/** Words as a shell separates them, with single and double quotes, and nothing else a shell would do. */
function splitWords(command: string): string[] {
	const words = command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
	return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double: string | undefined, single: string | undefined) => double ?? single ?? ''));
}
