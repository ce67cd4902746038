export {
	addIssuerBody,
	type AddIssuerInput,
	addIssuerInput,
	type ListIssuersInput,
	listIssuersInput,
	postCheckBody,
	type PostCheckInput,
	postCheckInput,
	type RevokeIssuerInput,
	revokeIssuerInput,
} from './check-input.ts';
export { checkIdSchema, type CheckStatement, gateOfCheck, issuerNameSchema, MAX_CLOCK_AHEAD_MS, signedBody } from './check-statement.ts';
