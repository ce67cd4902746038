import { z } from 'zod';

/** The most passkeys that one person keeps. */
export const MOST_PASSKEYS = 20;

const bytes = (most: number) =>
	z
		.string('must be base64url')
		.max(most, `must be at most ${most} characters`)
		.regex(/^[A-Za-z0-9_-]+$/, 'must be base64url');

const credential = {
	id: bytes(1400),
	rawId: bytes(1400),
	type: z.literal('public-key', 'must be "public-key"'),
	authenticatorAttachment: z.enum(['platform', 'cross-platform'], 'must be "platform" or "cross-platform"').optional(),
};

/** What a browser gives when a passkey was made (WebAuthn's RegistrationResponseJSON); what we don't read is dropped. */
export const registrationResponseSchema = z.object({
	...credential,
	response: z.object({
		clientDataJSON: bytes(8000),
		attestationObject: bytes(40_000),
		transports: z.array(z.string().max(40, 'must be at most 40 characters')).max(10, 'must be at most 10').optional(),
	}),
});
export type RegistrationResponse = z.output<typeof registrationResponseSchema>;

/** What a browser gives when a passkey was used (WebAuthn's AuthenticationResponseJSON). */
export const assertionResponseSchema = z.object({
	...credential,
	response: z.object({
		clientDataJSON: bytes(8000),
		authenticatorData: bytes(8000),
		signature: bytes(4000),
		userHandle: bytes(200).optional(),
	}),
});
export type AssertionResponse = z.output<typeof assertionResponseSchema>;

export const passkeyNameSchema = z.string().trim().min(1, 'must not be empty').max(60, 'must be at most 60 characters');
const idSchema = z.uuid('must be an id');

export const registerPasskeyInput = z.object({ challenge: idSchema, name: passkeyNameSchema, response: registrationResponseSchema });
export const answerPasskeyInput = z.object({ challenge: idSchema, response: assertionResponseSchema });
export const renamePasskeyInput = z.object({ id: idSchema, name: passkeyNameSchema });
export const removePasskeyInput = z.object({ id: idSchema });
