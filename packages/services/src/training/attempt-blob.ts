import type { Readable } from 'node:stream';
import { attempt, datasetVersion, training } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { eq, inArray } from 'drizzle-orm';
import { type ServiceContext, transact } from '../access/index.ts';
import { requireAgent } from './require-agent.ts';

/** Bytes an attempt may read: its template's files and its datasets, by sha256; anything else is `not-found`. */
export async function openAttemptBlob(ctx: ServiceContext, attemptId: string, sha256: string): Promise<Readable> {
	const orgId = await transact(ctx, async (tx) => {
		requireAgent(ctx);
		const [row] = await tx.select({ t: training }).from(attempt).innerJoin(training, eq(training.runId, attempt.runId)).where(eq(attempt.id, attemptId));
		const ids = row?.t.datasets.map((d) => d.datasetVersionId) ?? [];
		const data = ids.length > 0 ? await tx.select({ sha256: datasetVersion.sha256 }).from(datasetVersion).where(inArray(datasetVersion.id, ids)) : [];
		const known = row && (row.t.files.some((f) => f.sha256 === sha256) || data.some((d) => d.sha256 === sha256));
		if (!known) throw new DomainError('not-found', 'blob not found', { field: 'sha256', value: sha256 });
		return row.t.orgId;
	});
	return ctx.storage.open(orgId, sha256);
}
