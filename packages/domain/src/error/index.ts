export { DomainError, type ErrorCode, type ErrorDetail, STATUS_OF_ERROR } from './domain-error.ts';
export { invalidInput, parseInput } from './parse-input.ts';
