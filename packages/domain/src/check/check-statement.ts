// Rules
// 1. A policy names checks that somebody outside makes, each with the issuer whose key has to sign it.
// 2. An issuer's Ed25519 public key is registered for a project by an administrator. Revoked, it signs nothing any more.
// 3. A check is a signed statement about one revision: its digest is inside what is signed, so a new revision needs a new statement.
// 4. Of one check the statement issued last stands; one issued before or at the same time as it is a replay and refused.
// 5. What is signed is the statement as canonical JSON (RFC 8785) with organization, project and number of the change, so that it can't
//    be used for another change.

import { z } from 'zod';

export const CHECK_STATUSES = ['running', 'passed', 'failed', 'inconclusive'] as const;
/** How far ahead of our clock an issuer's may be. */
export const MAX_CLOCK_AHEAD_MS = 5 * 60_000;

export const checkIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and "-"');
export const issuerNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and "-"');

/** What an issuer says of a revision, as sent. */
export const checkStatementSchema = z.strictObject({
	check: checkIdSchema,
	/** Digest of the revision it is about. */
	subject: z.string().regex(/^[0-9a-f]{64}$/, 'must be the 64 hex characters of the revision'),
	status: z.enum(CHECK_STATUSES, `must be one of ${CHECK_STATUSES.join(', ')}`),
	/** What was found, with its figures. */
	summary: z.string().trim().min(3, 'must have at least 3 characters').max(1_000, 'must be at most 1000 characters'),
	detailsUrl: z
		.url({ protocol: /^https?$/, error: 'must be an http or https address' })
		.max(2_000, 'must be at most 2000 characters')
		.nullable()
		.default(null),
	issuedAt: z.iso.datetime('must be a time like 2026-12-21T10:00:00Z'),
});
export type CheckStatement = z.output<typeof checkStatementSchema>;

/** The object whose canonical JSON is signed. */
export function signedBody(place: { org: string; project: string; number: number }, statement: CheckStatement): Record<string, unknown> {
	return { v: 1, org: place.org, project: place.project, change: place.number, ...statement };
}

/** Key of a check's gate. */
export function gateOfCheck(check: string): `check:${string}` {
	return `check:${check}`;
}
