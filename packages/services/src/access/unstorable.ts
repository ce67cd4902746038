import { DomainError } from '@interlock/domain/error';

/** PostgreSQL's class 22, data exception: the caller's value has no form in the database (a NUL, a number out of range, no uuid). */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;

/** A value that Postgres can't hold is the caller's mistake, never a failure of ours: the refusal to answer, or null for any other error. */
export function unstorable(error: unknown): DomainError | null {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		if ('code' in cause && typeof cause.code === 'string' && DATA_EXCEPTION.test(cause.code)) {
			return new DomainError('invalid', `a value can't be stored: ${cause.message.slice(0, 200)}`, { reason: 'unstorable' });
		}
	}
	return null;
}
