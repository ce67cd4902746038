export { type CreateTokenInput, createTokenInput, DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS } from './create-token-input.ts';
