import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dataset, datasetVersion } from '@interlock/db/tables';
import { nameOf, personOf, serviceAccountOf } from '@interlock/domain/access';
import {
	checkExpectations,
	type DatasetProfile,
	type DatasetSchema,
	type Expectations,
	KIND_OF_TYPE,
	MAX_DATASET_BYTES,
	profileColumn,
	pushDatasetInput,
	type PushDatasetInput,
} from '@interlock/domain/dataset';
import { DomainError, parseInput } from '@interlock/domain/error';
import { digestJson } from '@interlock/storage';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { type DataTable, readTable } from './read-table.ts';

export interface PushedVersion {
	dataset: string;
	version: number;
	digest: string;
	rowCount: number;
	sizeBytes: number;
	/** False when the same bytes were there already: then this is that version. */
	created: boolean;
}

/**
 * Makes a dataset version of a file: reads it, checks it by the expectations, profiles it, and only then stores it.
 * The same bytes give the same version. A file that breaks a promise is refused (`invalid`, naming row and column) and nothing is stored.
 */
export async function pushDatasetVersion(
	ctx: ServiceContext,
	input: PushDatasetInput,
	content: Readable,
	maxBytes = MAX_DATASET_BYTES,
): Promise<PushedVersion> {
	const wanted = parseInput(pushDatasetInput, input);
	const known = await transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'dataset:write');
		const [row] = await tx
			.select()
			.from(dataset)
			.where(and(eq(dataset.projectId, place.id), eq(dataset.name, wanted.name)));
		return { place, expectations: (row?.expectations ?? null) as Expectations | null };
	});
	const folder = await mkdtemp(join(tmpdir(), 'interlock-dataset-'));
	try {
		const path = join(folder, `data.${wanted.format}`);
		const received = await receive(content, path, maxBytes);
		if (wanted.sha256 && wanted.sha256 !== received.sha256) {
			throw new DomainError('invalid', `sha256: declared ${wanted.sha256}, but the bytes have ${received.sha256}`, { field: 'sha256', value: wanted.sha256 });
		}
		const table = await readTable(path, wanted.format);
		const expectations = wanted.expectations ?? known.expectations;
		if (expectations) refuseViolations(expectations, table);
		const schema: DatasetSchema = { columns: table.columns.map(({ name, type, nullable }) => ({ name, type, nullable })) };
		const profile: DatasetProfile = { rows: table.rows, columns: table.columns.map((c) => profileColumn(c.name, KIND_OF_TYPE[c.type], c.values)) };
		const digest = digestJson({ format: wanted.format, sha256: received.sha256, schema });
		await ctx.storage.put(known.place.orgId, createReadStream(path), { sha256: received.sha256 });
		return await writeVersion(ctx, wanted, { ...received, table, schema, profile, expectations, digest });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function receive(content: Readable, path: string, maxBytes: number): Promise<{ sha256: string; sizeBytes: number }> {
	const hash = createHash('sha256');
	let sizeBytes = 0;
	const meter = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			sizeBytes += chunk.byteLength;
			hash.update(chunk);
			if (sizeBytes > maxBytes)
				done(new DomainError('too-large', `file: more than the limit of ${maxBytes} bytes`, { field: 'file', limit: `${maxBytes} bytes` }));
			else done(null, chunk);
		},
	});
	await pipeline(content, meter, createWriteStream(path));
	if (sizeBytes === 0) throw new DomainError('invalid', 'file: is empty', { field: 'file' });
	return { sha256: hash.digest('hex'), sizeBytes };
}

function refuseViolations(expectations: Expectations, table: DataTable): void {
	const report = checkExpectations(expectations, table);
	const [first] = report.violations;
	if (report.passed || !first) return;
	const more = report.violationCount > 1 ? ` (and ${report.violationCount - 1} more)` : '';
	throw new DomainError('invalid', `${first.sentence}${more}. Nothing was stored.`, {
		field: first.column ?? 'file',
		value: first.value,
		limit: first.limit ?? undefined,
		reason: 'expectations',
	});
}

async function writeVersion(
	ctx: ServiceContext,
	wanted: ReturnType<typeof pushDatasetInput.parse>,
	made: {
		sha256: string;
		sizeBytes: number;
		table: DataTable;
		schema: DatasetSchema;
		profile: DatasetProfile;
		expectations: Expectations | null;
		digest: string;
	},
): Promise<PushedVersion> {
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'dataset:write');
		await tx.insert(dataset).values({ orgId: place.orgId, projectId: place.id, name: wanted.name }).onConflictDoNothing();
		const [set] = await tx
			.select()
			.from(dataset)
			.where(and(eq(dataset.projectId, place.id), eq(dataset.name, wanted.name)))
			.for('update');
		if (!set) throw new DomainError('unavailable', 'The dataset could not be stored');
		const [same] = await tx
			.select()
			.from(datasetVersion)
			.where(and(eq(datasetVersion.datasetId, set.id), eq(datasetVersion.digest, made.digest)));
		if (same) {
			if (wanted.expectations) await promise(tx, ctx, set, wanted.expectations);
			return { dataset: set.name, version: same.version, digest: same.digest, rowCount: same.rowCount, sizeBytes: same.sizeBytes, created: false };
		}
		const [row] = await tx
			.insert(datasetVersion)
			.values({
				orgId: place.orgId,
				projectId: place.id,
				datasetId: set.id,
				version: set.nextVersion,
				digest: made.digest,
				format: wanted.format,
				sha256: made.sha256,
				sizeBytes: made.sizeBytes,
				rowCount: made.table.rows,
				schema: made.schema,
				profile: made.profile,
				expectations: made.expectations,
				period: wanted.period ?? null,
				createdBy: nameOf(ctx.actor),
				createdByUserId: personOf(ctx.actor),
				createdByServiceAccountId: serviceAccountOf(ctx.actor),
			})
			.returning();
		if (!row) throw new DomainError('unavailable', 'The dataset version could not be stored');
		await tx
			.update(dataset)
			.set({ nextVersion: sql`${dataset.nextVersion} + 1`, ...(wanted.expectations ? { expectations: wanted.expectations } : {}) })
			.where(eq(dataset.id, set.id));
		await recordAudit(tx, ctx, {
			action: 'dataset.version-created',
			orgId: place.orgId,
			projectId: place.id,
			target: { kind: 'dataset version', id: row.id, name: `${set.name} v${row.version}` },
			subjectDigest: row.digest,
			after: { rows: row.rowCount, period: row.period, sha256: row.sha256 },
		});
		await publishEvent(tx, {
			orgId: place.orgId,
			projectId: place.id,
			channel: `project/${place.id}`,
			type: 'dataset.version-created',
			data: { name: set.name, version: row.version },
		});
		return { dataset: set.name, version: row.version, digest: row.digest, rowCount: row.rowCount, sizeBytes: row.sizeBytes, created: true };
	});
}

/** Bytes that were there already may come with new promises for the versions after them. */
async function promise(tx: Tx, ctx: ServiceContext, set: typeof dataset.$inferSelect, expectations: Expectations): Promise<void> {
	if (digestJson(set.expectations ?? null) === digestJson(expectations)) return;
	await tx.update(dataset).set({ expectations }).where(eq(dataset.id, set.id));
	await recordAudit(tx, ctx, {
		action: 'dataset.expectations-changed',
		orgId: set.orgId,
		projectId: set.projectId,
		target: { kind: 'dataset', id: set.id, name: set.name },
		subjectDigest: digestJson(expectations),
	});
}
