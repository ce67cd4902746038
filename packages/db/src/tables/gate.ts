import { sql } from 'drizzle-orm';
import { index, integer, jsonb, primaryKey, snakeCase, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ModelCard } from '@interlock/domain/card';
import type { ReproductionReport } from '@interlock/domain/gate';
import type { SuiteDocument } from '@interlock/domain/suite';
import { change } from './change.ts';
import { at, createdAt, id, inProject } from './columns.ts';
import { modelVersion } from './model.ts';
import { run } from './run.ts';

/** Lets a gate of one revision count as passed until its end; written once, then countersigned or revoked. */
export const waiver = snakeCase.table(
	'waiver',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		/** Of the revision it was asked for. */
		subjectDigest: text().notNull(),
		gate: text().notNull(),
		reason: text().notNull(),
		endsAt: at().notNull(),
		requestedBy: text().notNull(),
		requestedByUserId: uuid().notNull(),
		createdAt: createdAt(),
		countersignedBy: text(),
		countersignedByUserId: uuid(),
		countersignedAt: at(),
		revokedBy: text(),
		revokedAt: at(),
	},
	(t) => [index().on(t.changeId, t.revision)],
);

/** Whose signed word a policy can ask for; a key is never changed, only revoked. */
export const checkIssuer = snakeCase.table(
	'check_issuer',
	{
		id: id(),
		...inProject(),
		name: text().notNull(),
		/** Ed25519, SPKI as PEM. */
		publicKey: text().notNull(),
		/** sha256 of its DER form. */
		fingerprint: text().notNull(),
		addedBy: text().notNull(),
		createdAt: createdAt(),
		revokedAt: at(),
	},
	(t) => [uniqueIndex().on(t.projectId, t.name).where(sql`revoked_at is null`), uniqueIndex().on(t.projectId, t.fingerprint)],
);

/** A signed statement about one revision, as it came; never updated. */
export const externalCheck = snakeCase.table(
	'external_check',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		checkId: text().notNull(),
		subjectDigest: text().notNull(),
		issuerId: uuid()
			.notNull()
			.references(() => checkIssuer.id),
		status: text().$type<'running' | 'passed' | 'failed' | 'inconclusive'>().notNull(),
		summary: text().notNull(),
		detailsUrl: text(),
		issuedAt: at().notNull(),
		/** What was signed. */
		body: jsonb().$type<Record<string, unknown>>().notNull(),
		/** Ed25519, base64. */
		signature: text().notNull(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.changeId, t.checkId, t.issuedAt)],
);

/** A data file of cases that a model has to pass; each push of another document is a version. */
export const behaviourSuite = snakeCase.table(
	'behaviour_suite',
	{
		id: id(),
		...inProject(),
		name: text().notNull(),
		version: integer().notNull(),
		/** sha256 of the document's canonical JSON. */
		digest: text().notNull(),
		document: jsonb().$type<SuiteDocument>().notNull(),
		createdBy: text().notNull(),
		createdByUserId: uuid(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.projectId, t.name, t.version)],
);

/** What a version's makers say of it; each save is an edition. */
export const modelCard = snakeCase.table(
	'model_card',
	{
		id: id(),
		...inProject(),
		modelVersionId: uuid()
			.notNull()
			.references(() => modelVersion.id),
		edition: integer().notNull(),
		card: jsonb().$type<ModelCard>().notNull(),
		/** sha256 of the card's canonical JSON. */
		digest: text().notNull(),
		savedBy: text().notNull(),
		savedByUserId: uuid(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.modelVersionId, t.edition)],
);

/** A revision's version trained again from what its run recorded, the newest attempt counts; `report` (domain/gate) once that ended, and its digest. */
export const reproduction = snakeCase.table(
	'reproduction',
	{
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		/** Grows when somebody asks to try once more what broke off. */
		attempt: integer().notNull().default(1),
		modelVersionId: uuid().notNull(),
		/** The run that the version came of; null where it names none. */
		firstRunId: uuid(),
		/** The run that trains it again; null where nothing could be started. */
		runId: uuid().references(() => run.id),
		/** `asked`: its process starts the training. */
		state: text().$type<'asked' | 'training' | 'ended'>().notNull(),
		report: jsonb().$type<ReproductionReport>(),
		/** sha256 of the report's canonical JSON. */
		digest: text(),
		createdAt: createdAt(),
		endedAt: at(),
	},
	(t) => [primaryKey({ columns: [t.changeId, t.revision, t.attempt] }), uniqueIndex().on(t.runId), index().on(t.firstRunId)],
);
