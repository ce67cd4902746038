export { addIssuer } from './add-issuer.ts';
export { type IssuerView, listIssuers } from './list-issuers.ts';
export { postCheck } from './post-check.ts';
export { revokeIssuer } from './revoke-issuer.ts';
