import { sql } from 'drizzle-orm';
import { index, integer, jsonb, primaryKey, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { at, bytes, createdAt, id, inOrg, long } from './columns.ts';

/** The outbox to Temporal: written in the transaction that decides, sent by the dispatcher, deleted when sent. */
export const processCommand = snakeCase.table(
	'process_command',
	{
		id: id(),
		kind: text().$type<'start' | 'doorbell' | 'cancel'>().notNull(),
		process: text().notNull(),
		workflowId: text().notNull(),
		args: jsonb().$type<unknown>(),
		attempts: integer().notNull().default(0),
		lastError: text(),
		notBefore: at().notNull().defaultNow(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.notBefore)],
);

/** Effects that happened, by semantic step key; a retry finds the result instead of doing it again. */
export const processStep = snakeCase.table('process_step', {
	key: text().primaryKey(),
	result: jsonb().$type<unknown>(),
	createdAt: createdAt(),
});

/** A fact pushed to browsers. `seq` is given per channel after commit. */
export const event = snakeCase.table(
	'event',
	{
		id: id(),
		...inOrg(),
		projectId: uuid(),
		channel: text().notNull(),
		type: text().notNull(),
		data: jsonb().$type<Record<string, unknown>>().notNull(),
		seq: long(),
		createdAt: createdAt(),
	},
	(t) => [index('event_unnumbered').on(t.createdAt).where(sql`seq is null`), index().on(t.channel, t.seq)],
);

export const eventChannel = snakeCase.table('event_channel', { channel: text().primaryKey(), lastSeq: long().notNull() });

/** Audit entries not sealed yet: canonical bytes, written in the transaction of what they tell. */
export const auditOutbox = snakeCase.table('audit_outbox', { id: id(), ...inOrg(), entry: bytes().notNull(), createdAt: createdAt() }, (t) => [
	index().on(t.orgId),
]);

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
	(t) => [primaryKey({ columns: [t.orgId, t.n] }), index().on(t.orgId, t.atMs), index().on(t.orgId, t.targetId)],
);

export const auditHead = snakeCase.table('audit_head', { orgId: uuid().primaryKey(), n: long().notNull(), hash: text().notNull() });

/** Refusals of callers nobody knows, counted per minute and cause. */
export const anonymousRefusal = snakeCase.table(
	'anonymous_refusal',
	{ minuteMs: long().notNull(), cause: text().notNull(), count: integer().notNull() },
	(t) => [primaryKey({ columns: [t.minuteMs, t.cause] })],
);

/** Facts of the instance: the quickstart's steps, identifiers made at first start. */
export const instanceFact = snakeCase.table('instance_fact', {
	key: text().primaryKey(),
	value: jsonb().$type<unknown>().notNull(),
	updatedAt: at().notNull().defaultNow(),
});
