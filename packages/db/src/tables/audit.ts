import { index, integer, jsonb, primaryKey, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, createdAt, id, inOrg, long } from './columns.ts';

/** What an entry says of a person, apart from its sealed bytes: they hold only sha256(salt, newline, payload). */
export interface PersonalRow {
	part: 'actor' | 'target' | 'reason';
	/** Whose it is; a row without one can't be erased for anybody. */
	personId: string | null;
	salt: string;
	/** Canonical JSON. */
	payload: string;
}

/** Audit entries not sealed yet: canonical bytes, written in the transaction of what they tell. */
export const auditOutbox = snakeCase.table(
	'audit_outbox',
	{ id: id(), ...inOrg(), entry: bytes().notNull(), personal: jsonb().$type<PersonalRow[]>().notNull().default([]), createdAt: createdAt() },
	(t) => [index().on(t.orgId)],
);

/** The sealed chain of an organization: hash(n) = sha256(hash(n-1) || n || leaf). Never updated or deleted. */
export const auditLog = snakeCase.table(
	'audit_log',
	{
		orgId: uuid().notNull(),
		n: long().notNull(),
		id: uuid().notNull(),
		entry: bytes().notNull(),
		leaf: text().notNull(),
		hash: text().notNull(),
		/** Copies for filtering; the bytes are what is verified. */
		atMs: long().notNull(),
		action: text().notNull(),
		actor: text().notNull(),
		actorId: text(),
		targetKind: text().notNull(),
		targetId: text().notNull(),
		projectId: uuid(),
		decision: text().$type<'allowed' | 'denied'>().notNull(),
	},
	(t) => [primaryKey({ columns: [t.orgId, t.n] }), index().on(t.orgId, t.atMs), index().on(t.orgId, t.targetId), index().on(t.orgId, t.id)],
);

/** Where a chain ends, and how many of its entries are in the tree. */
export const auditHead = snakeCase.table('audit_head', {
	orgId: uuid().primaryKey(),
	n: long().notNull(),
	hash: text().notNull(),
	treeSize: long().notNull().default(0),
});

/** 256 hashes of the RFC 6962 tree over a chain, at most; level L holds the roots of 256^L entries. A tile only grows. */
export const auditTile = snakeCase.table(
	'audit_tile',
	{ orgId: uuid().notNull(), level: integer().notNull(), index: long().notNull(), hashes: bytes().notNull() },
	(t) => [primaryKey({ columns: [t.orgId, t.level, t.index] })],
);

/** Signed statements of a tree's size and root, as C2SP signed notes. Never updated or deleted. */
export const auditCheckpoint = snakeCase.table(
	'audit_checkpoint',
	{ orgId: uuid().notNull(), size: long().notNull(), root: text().notNull(), note: text().notNull(), atMs: long().notNull() },
	(t) => [primaryKey({ columns: [t.orgId, t.size] })],
);

/** How far the checkpoints of an organization have been published outside, and what kept the last try from it. */
export const auditPublication = snakeCase.table('audit_publication', {
	orgId: uuid().primaryKey(),
	/** Size of the newest published checkpoint. */
	size: long().notNull().default(0),
	place: text().notNull(),
	atMs: long(),
	problem: text(),
});

/** Personal payload of sealed entries. Erasing a row leaves the chain valid: the entry keeps its commitment. */
export const auditPersonal = snakeCase.table(
	'audit_personal',
	{
		orgId: uuid().notNull(),
		entryId: uuid().notNull(),
		part: text().$type<PersonalRow['part']>().notNull(),
		personId: uuid(),
		salt: text().notNull(),
		payload: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.orgId, t.entryId, t.part] }), index().on(t.orgId, t.personId)],
);

/** Refusals of callers nobody knows, counted per minute and cause. */
export const anonymousRefusal = snakeCase.table(
	'anonymous_refusal',
	{ minuteMs: long().notNull(), cause: text().notNull(), count: integer().notNull() },
	(t) => [primaryKey({ columns: [t.minuteMs, t.cause] })],
);
