import { DomainError } from '@interlock/domain/error';
import { RUN_STATUSES, type RunStatusName, type ViewType } from '@interlock/domain/run';
import type { Fields } from './fields.ts';

const VIEWS: readonly ViewType[] = ['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'];
const MODEL_STATUSES = ['LOGGED_MODEL_PENDING', 'LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED'] as const;

/** An enum of the protos: its name, or its number counted from 1. Throws `invalid`. */
function readEnum<T extends string>(fields: Fields, name: string, known: readonly T[]): T | undefined {
	if (!fields.has(name)) return undefined;
	const named = tryText(fields, name);
	const found =
		named === undefined
			? known[(fields.integer(name) ?? 0) - 1]
			: (known.find((value) => value === named) ?? (/^\d+$/.test(named) ? known[Number(named) - 1] : undefined));
	if (found) return found;
	throw new DomainError(
		'invalid',
		`Invalid value ${JSON.stringify(named ?? fields.integer(name))} for parameter '${name}' supplied. It must be one of ${known.join(', ')}.`,
		{ field: name, limit: known.join(', ') },
	);
}

export function readRunStatus(fields: Fields): RunStatusName | undefined {
	return readEnum(fields, 'status', RUN_STATUSES);
}

export function readView(fields: Fields, name: string): ViewType | undefined {
	return readEnum(fields, name, VIEWS);
}

export function readModelStatus(fields: Fields): (typeof MODEL_STATUSES)[number] {
	return readEnum(fields, 'status', MODEL_STATUSES) ?? fields.missing('status');
}

function tryText(fields: Fields, name: string): string | undefined {
	try {
		return fields.text(name);
	} catch {
		return undefined;
	}
}
