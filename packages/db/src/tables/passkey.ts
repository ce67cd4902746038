import { boolean, index, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { person } from './access.ts';
import { at, bytes, createdAt, id, long } from './columns.ts';

/** A passkey of a person: the public half of a key pair whose private half never leaves their device or password manager. */
export const passkey = snakeCase.table(
	'passkey',
	{
		id: id(),
		userId: uuid()
			.notNull()
			.references(() => person.id),
		name: text().notNull(),
		/** As the authenticator names it, base64url. */
		credentialId: text().notNull().unique(),
		/** COSE. */
		publicKey: bytes().notNull(),
		/** Uses so far as the authenticator counts them; 0 where it doesn't. It never goes back. */
		counter: long().notNull(),
		/** How a browser may reach it, such as `internal` or `hybrid`. */
		transports: text().array().notNull(),
		/** Kept by a service that gives it to the person's other devices. */
		backedUp: boolean().notNull(),
		createdAt: createdAt(),
		lastUsedAt: at(),
	},
	(t) => [index().on(t.userId)],
);

/** A question to an authenticator: answered once, within its time, for one purpose, and by the session that asked where there is one. The answer takes the row away. */
export const passkeyChallenge = snakeCase.table(
	'passkey_challenge',
	{
		id: id(),
		purpose: text().$type<'register' | 'step-up' | 'sign-in'>().notNull(),
		/** 32 random bytes, base64url. */
		challenge: text().notNull(),
		sessionId: uuid(),
		expiresAt: at().notNull(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.expiresAt), index().on(t.sessionId)],
);
