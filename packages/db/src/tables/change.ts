import type { AuthStrength } from '@interlock/domain/access';
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, primaryKey, snakeCase, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inProject } from './columns.ts';
import { endpoint } from './deployment.ts';
import { policy } from './project.ts';

export type ChangeState = 'draft' | 'in-review' | 'approved' | 'applied' | 'closed';

export const change = snakeCase.table(
	'change',
	{
		id: id(),
		...inProject(),
		number: integer().notNull(),
		endpointId: uuid()
			.notNull()
			.references(() => endpoint.id),
		title: text().notNull(),
		description: text().notNull().default(''),
		state: text().$type<ChangeState>().notNull(),
		/** `retrain`: opened by a retrain process; judged by superiority, closed with its evidence when not shown better. */
		origin: text().$type<'person' | 'retrain'>().notNull(),
		author: text().notNull(),
		authorUserId: uuid(),
		authorServiceAccountId: uuid(),
		/** Number of the newest revision. */
		revision: integer().notNull(),
		closedReason: text(),
		/** Since when only another rollout of its endpoint holds it: its place in the queue. */
		queuedAt: at(),
		/** The change whose version it takes to another environment, or whose effect it takes back. */
		linkKind: text().$type<'promotes' | 'reverts'>(),
		linkedChangeId: uuid(),
		createdAt: createdAt(),
		updatedAt: at().notNull().defaultNow(),
		expiresAt: at().notNull(),
	},
	(t) => [unique().on(t.projectId, t.number), index().on(t.endpointId)],
);

export const revision = snakeCase.table(
	'revision',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		number: integer().notNull(),
		modelVersionId: uuid().notNull(),
		/** What it is compared with: what the endpoint ran at the newest evaluation; null for a first version. */
		baseModelVersionId: uuid(),
		/** The held-out data both are scored on. */
		holdoutDatasetVersionId: uuid().notNull(),
		policyId: uuid()
			.notNull()
			.references(() => policy.id),
		/** The canonical manifest approvals bind to, and its sha256. */
		manifest: jsonb().$type<unknown>().notNull(),
		digest: text().notNull(),
		evaluation: text().$type<'pending' | 'running' | 'finished' | 'failed'>().notNull().default('pending'),
		evaluationError: text(),
		/** The newest evaluation's steps with their times (domain/gate/evaluation-step.ts); null before it began. */
		evaluationSteps: jsonb().$type<unknown>(),
		/** Comparison, slices, parity and diffs as computed; see domain/comparison. */
		comparison: jsonb().$type<unknown>(),
		comparisonDigest: text(),
		/** Which evaluation of this revision is due or done; grows when the champion or the evaluation data moved. */
		evaluationNumber: integer().notNull().default(1),
		/** What the newest evaluation was made on and what came out (domain/change/evaluation-record.ts), and its sha256. */
		evaluationRecord: jsonb().$type<unknown>(),
		evaluationDigest: text(),
		createdBy: text().notNull(),
		createdByUserId: uuid(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.changeId, t.number)],
);

/** A person whose work is in the change: grows over all revisions, never shrinks; none of them can approve. */
export const contributor = snakeCase.table(
	'contributor',
	{
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		userId: uuid().notNull(),
		because: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.changeId, t.userId, t.because] })],
);

/** Never updated: a withdrawal is a new row. */
export const review = snakeCase.table(
	'review',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		subjectDigest: text().notNull(),
		policyDigest: text().notNull(),
		/** The comparison that was shown; null before the first evaluation ended. */
		comparisonDigest: text(),
		reviewerUserId: uuid(),
		reviewer: text().notNull(),
		/** The role under which the verdict was given. */
		role: text().notNull(),
		verdict: text().$type<'approve' | 'request-changes' | 'comment' | 'withdraw'>().notNull(),
		body: text().notNull().default(''),
		/** When and how the reviewer had proved who they are; null for tokens. */
		authAt: at(),
		authStrength: text().$type<AuthStrength>(),
		ip: text(),
		/** Whose vote it is, when a delegate gave it. */
		forUserId: uuid(),
		forName: text(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.changeId)],
);

export const gateResult = snakeCase.table(
	'gate_result',
	{
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		gate: text().notNull(),
		status: text().$type<'pending' | 'running' | 'passed' | 'failed' | 'inconclusive'>().notNull(),
		title: text().notNull(),
		sentence: text().notNull(),
		evidence: jsonb().$type<Record<string, unknown>>().notNull(),
		decidedAt: at().notNull().defaultNow(),
	},
	(t) => [primaryKey({ columns: [t.changeId, t.revision, t.gate] })],
);

/** What the change page's timeline shows, in order. */
export const changeEntry = snakeCase.table(
	'change_entry',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		kind: text().notNull(),
		actor: text().notNull(),
		sentence: text().notNull(),
		data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.changeId, t.createdAt)],
);

/** A use of the emergency path: who, why, for which incident, and the review afterwards. Each part is written once. */
export const breakGlass = snakeCase.table(
	'break_glass',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		subjectDigest: text().notNull(),
		requestedByUserId: uuid().notNull(),
		requestedBy: text().notNull(),
		reason: text().notNull(),
		incident: text().notNull(),
		/** When and how they had proved who they are. */
		authAt: at(),
		authStrength: text().$type<AuthStrength>(),
		lapsesAt: at().notNull(),
		confirmedByUserId: uuid(),
		confirmedBy: text(),
		usedAt: at(),
		rolloutId: uuid(),
		/** What the policy would have said, and why: it is recorded even if that was "allow". */
		decision: jsonb().$type<{ outcome: 'allow' | 'deny'; reasons: string[]; missing: string[] }>(),
		reviewDueAt: at(),
		verdict: text().$type<'accepted' | 'rejected'>(),
		reviewedByUserId: uuid(),
		reviewedBy: text(),
		reviewedAt: at(),
		reviewBody: text(),
		/** Rolled back: rejected, or not reviewed in time. */
		takenBackAt: at(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.projectId, t.usedAt), uniqueIndex('break_glass_one_used_per_change').on(t.changeId).where(sql`used_at is not null`)],
);
