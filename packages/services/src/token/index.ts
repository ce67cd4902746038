export { createToken } from './create-token.ts';
export { listTokens, type TokenView } from './list-tokens.ts';
export { loadToken } from './load-token.ts';
export { revokeToken } from './revoke-token.ts';
export { hashSecret, makeTokenSecret, sameHash } from './token-secrets.ts';
