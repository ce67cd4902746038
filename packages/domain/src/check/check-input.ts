import { z } from 'zod';
import { checkStatementSchema, issuerNameSchema } from './check-statement.ts';

const place = { org: z.string(), project: z.string() };
const statement = {
	...checkStatementSchema.shape,
	/** Ed25519, base64. */
	signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/, 'must be the 88 base64 characters of an Ed25519 signature'),
};
export const postCheckBody = z.strictObject(statement);
export const postCheckInput = z.strictObject({
	...place,
	number: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1'),
	...statement,
});
export type PostCheckInput = z.input<typeof postCheckInput>;

const issuer = {
	name: issuerNameSchema,
	/** Ed25519 public key: SPKI as PEM. */
	publicKey: z
		.string()
		.trim()
		.max(1_000, 'must be at most 1000 characters')
		.regex(/^-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----$/, 'must be a public key as PEM'),
};
export const addIssuerBody = z.strictObject(issuer);
export const addIssuerInput = z.strictObject({ ...place, ...issuer });
export type AddIssuerInput = z.input<typeof addIssuerInput>;

export const listIssuersInput = z.strictObject(place);
export type ListIssuersInput = z.input<typeof listIssuersInput>;

export const revokeIssuerInput = z.strictObject({ ...place, name: z.string() });
export type RevokeIssuerInput = z.input<typeof revokeIssuerInput>;
