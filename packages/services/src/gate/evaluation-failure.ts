import { DomainError } from '@interlock/domain/error';

/**
 * Whether an error says something about the candidate or its data (it can't be opened, gives no answer, its bytes differ) rather than
 * about us. The first is kept as the result of the evaluation; the second is tried again.
 */
export function isFindingAboutCandidate(error: unknown): error is DomainError {
	return error instanceof DomainError && error.code !== 'unavailable' && error.code !== 'forbidden';
}
