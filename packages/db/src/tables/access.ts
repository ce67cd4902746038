import type { AuthStrength, Permission, Role, StepUpStrength, TokenKind } from '@interlock/domain/access';
import type { PersonSettings } from '@interlock/domain/member';
import { boolean, index, jsonb, snakeCase, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inOrg } from './columns.ts';

export const organization = snakeCase.table('organization', {
	id: id(),
	slug: text().notNull().unique(),
	name: text().notNull(),
	createdAt: createdAt(),
});

/** A person. `seeded`: made by the quickstart so that it has someone to review; the audit log marks what such a person does. */
export const person = snakeCase.table('person', {
	id: id(),
	email: text().notNull().unique(),
	name: text().notNull(),
	passwordHash: text(),
	/** What their passkeys know them by: 32 random bytes, base64url; null before the first one. */
	passkeyHandle: text().unique(),
	/** What they chose for themself; see domain/member. Empty is the defaults. */
	settings: jsonb().$type<Partial<PersonSettings>>().notNull().default({}),
	seeded: boolean().notNull().default(false),
	disabledAt: at(),
	createdAt: createdAt(),
});

export const membership = snakeCase.table(
	'membership',
	{
		id: id(),
		...inOrg(),
		userId: uuid()
			.notNull()
			.references(() => person.id),
		roles: text().$type<Role>().array().notNull(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.orgId, t.userId), index().on(t.userId)],
);

export const serviceAccount = snakeCase.table(
	'service_account',
	{
		id: id(),
		...inOrg(),
		name: text().notNull(),
		ownerUserId: uuid()
			.notNull()
			.references(() => person.id),
		roles: text().$type<Role>().array().notNull(),
		disabledAt: at(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.orgId, t.name)],
);

export const session = snakeCase.table(
	'session',
	{
		id: id(),
		userId: uuid()
			.notNull()
			.references(() => person.id),
		userAgent: text(),
		ip: text(),
		createdAt: createdAt(),
		lastSeenAt: at().notNull().defaultNow(),
		expiresAt: at().notNull(),
		revokedAt: at(),
		/** When and how the person signed in; a one-time link is no proof of who they are. */
		authAt: at().notNull().defaultNow(),
		authStrength: text().$type<AuthStrength>().notNull().default('link'),
		/** When and how they last proved it again. */
		stepUpAt: at(),
		stepUpStrength: text().$type<StepUpStrength>(),
	},
	(t) => [index().on(t.userId)],
);

export const signInLink = snakeCase.table('sign_in_link', {
	id: id(),
	userId: uuid()
		.notNull()
		.references(() => person.id),
	/** sha256 of the link's secret, hex. */
	secretHash: text().notNull().unique(),
	expiresAt: at().notNull(),
	consumedAt: at(),
	createdAt: createdAt(),
});

export const apiToken = snakeCase.table(
	'api_token',
	{
		id: id(),
		...inOrg(),
		kind: text().$type<TokenKind>().notNull(),
		name: text().notNull(),
		keyId: text().notNull(),
		/** HMAC-SHA-256 of the secret under the instance's pepper, hex. */
		secretHash: text().notNull(),
		/** null = every project. */
		projectIds: jsonb().$type<string[] | null>(),
		ownerUserId: uuid().references(() => person.id),
		serviceAccountId: uuid().references(() => serviceAccount.id),
		scopes: text().$type<Permission>().array().notNull(),
		/** Set for a run token. */
		runId: uuid(),
		runProjectId: uuid(),
		runModelName: text(),
		expiresAt: at().notNull(),
		lastUsedAt: at(),
		revokedAt: at(),
		createdAt: createdAt(),
	},
	(t) => [uniqueIndex().on(t.keyId), index().on(t.orgId), index().on(t.runId)],
);
