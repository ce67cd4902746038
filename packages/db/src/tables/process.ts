import { sql } from 'drizzle-orm';
import { index, integer, jsonb, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inOrg, long } from './columns.ts';

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

/** Facts of the instance: the quickstart's steps, identifiers made at first start. */
export const instanceFact = snakeCase.table('instance_fact', {
	key: text().primaryKey(),
	value: jsonb().$type<unknown>().notNull(),
	updatedAt: at().notNull().defaultNow(),
});
