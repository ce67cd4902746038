import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { modelVersion, reproduction, run } from '@interlock/db/tables';
import type { NamedRun, ReproductionReport } from '@interlock/domain/gate';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { onceByStep } from '../process/index.ts';
import { trainAgain } from '../training/index.ts';
import { type ChangeRow, loadRevision, lockChangeById } from './load-change.ts';
import { newestReproduction } from './newest-reproduction.ts';
import { recordReproduction } from './record-reproduction.ts';

/**
 * Starts training a revision's version again, once per attempt by its step key, or records why it can't be. The run is started by the process: it
 * makes nobody a contributor.
 */
export async function startReproduction(ctx: ServiceContext, input: { changeId: string; revision: number }): Promise<void> {
	await transact(ctx, async (tx) => {
		const { row } = await lockChangeById(tx, ctx, input.changeId, 'run:start');
		const subject = await loadRevision(tx, row.id, input.revision);
		const limits = (await loadPolicyVersion(tx, subject.policyId)).document.gates.reproduction;
		if (!limits) return;
		const newest = await newestReproduction(tx, row.id, subject.number);
		if (newest && newest.state !== 'asked') return;
		const attempt = newest?.attempt ?? 1;
		await onceByStep(tx, `change/${row.id}/revision/${subject.number}/reproduce/${attempt}`, async () => {
			const { report, firstRunId, runId } = await begin(tx, ctx, row, subject);
			const begun = { firstRunId, runId, state: 'training' as const };
			await tx
				.insert(reproduction)
				.values({
					...{ orgId: row.orgId, projectId: row.projectId, changeId: row.id, revision: subject.number, attempt },
					modelVersionId: subject.modelVersionId,
					...begun,
					createdAt: ctx.now(),
				})
				.onConflictDoUpdate({ target: [reproduction.changeId, reproduction.revision, reproduction.attempt], set: begun });
			await recordReproduction(tx, ctx, { row, subject, limits, attempt }, report);
		});
	});
}

interface Begun {
	report: ReproductionReport;
	firstRunId: string | null;
	runId: string | null;
}

async function begin(tx: Tx, ctx: ServiceContext, row: ChangeRow, subject: { number: number; modelVersionId: string }): Promise<Begun> {
	const [version] = await tx.select({ runId: modelVersion.runId }).from(modelVersion).where(eq(modelVersion.id, subject.modelVersionId));
	const firstRunId = version?.runId ?? null;
	if (!firstRunId) return { report: { state: 'impossible', why: 'no-run', what: [] }, firstRunId, runId: null };
	const because = { change: `#${row.number}`, revision: String(subject.number) };
	const trained = await trainAgain(tx, ctx, { runId: firstRunId, because });
	if (!('started' in trained)) {
		const what = trained.why === 'inputs-gone' ? trained.what : [];
		return { report: { state: 'impossible', why: trained.why, what }, firstRunId, runId: null };
	}
	const { id, runId, name } = trained.started;
	return { report: { state: 'training', first: await namedRun(tx, firstRunId), again: { runId, name } }, firstRunId, runId: id };
}

/** A run as sentences and links name it. */
export async function namedRun(tx: Tx, id: string): Promise<NamedRun> {
	const [found] = await tx.select({ name: run.name }).from(run).where(eq(run.id, id));
	const runId = id.replaceAll('-', '');
	return { runId, name: found?.name ?? runId.slice(0, 8) };
}
