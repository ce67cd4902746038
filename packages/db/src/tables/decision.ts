import { index, integer, jsonb, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { change, review } from './change.ts';
import { at, createdAt, id, inProject } from './columns.ts';
import { environment, policy } from './project.ts';

/** What a change was decided on and how: never updated. Evaluated again, the same inputs must give the same outcome. */
export const decision = snakeCase.table(
	'decision',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		/** The policy that bound the revision. */
		policyId: uuid()
			.notNull()
			.references(() => policy.id),
		/** Everything `decide` was given beside the policy's document, and the sha256 of its canonical JSON. */
		inputs: jsonb().$type<unknown>().notNull(),
		inputsDigest: text().notNull(),
		outcome: text().$type<'allow' | 'deny'>().notNull(),
		reasons: jsonb().$type<string[]>().notNull(),
		missing: jsonb().$type<string[]>().notNull(),
		/** Of the inputs without the time, and of the outcome: the same one is kept once in a row. */
		basisDigest: text().notNull(),
		decidedAt: at().notNull(),
	},
	(t) => [index().on(t.changeId, t.decidedAt), index().on(t.projectId, t.decidedAt)],
);

/** An administrator's word that a request for changes no longer holds its change. */
export const reviewDismissal = snakeCase.table(
	'review_dismissal',
	{
		id: id(),
		...inProject(),
		reviewId: uuid()
			.notNull()
			.references(() => review.id)
			.unique(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		dismissedBy: text().notNull(),
		dismissedByUserId: uuid().notNull(),
		reason: text().notNull(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.changeId)],
);

/** An edit of a protected environment's policy that somebody else has to approve. */
export const policyProposal = snakeCase.table(
	'policy_proposal',
	{
		id: id(),
		...inProject(),
		environmentId: uuid()
			.notNull()
			.references(() => environment.id),
		/** The version it was edited from; approved only while that is the newest. */
		baseVersion: integer().notNull(),
		document: jsonb().$type<unknown>().notNull(),
		digest: text().notNull(),
		reason: text().notNull().default(''),
		state: text().$type<'open' | 'approved' | 'rejected' | 'withdrawn'>().notNull().default('open'),
		proposedBy: text().notNull(),
		proposedByUserId: uuid(),
		createdAt: createdAt(),
		decidedBy: text(),
		decidedByUserId: uuid(),
		decisionReason: text(),
		decidedAt: at(),
		/** The version it became. */
		policyId: uuid().references(() => policy.id),
	},
	(t) => [index().on(t.environmentId, t.createdAt)],
);
