export { type CreateTokenInput, createTokenInput } from './create-token-input.ts';
