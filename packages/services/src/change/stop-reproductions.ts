import { and, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { reproduction, training } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { type ChangeRow, loadRevision } from './load-change.ts';
import { recordReproduction } from './record-reproduction.ts';
import { namedRun } from './start-reproduction.ts';

/** Ends what is still trained again for revisions below this one: nobody waits for it any more. Their gates keep the reason. */
export async function stopReproductions(tx: Tx, ctx: ServiceContext, row: ChangeRow, below: number, reason: string): Promise<void> {
	const open = await tx
		.select()
		.from(reproduction)
		.where(and(eq(reproduction.changeId, row.id), eq(reproduction.state, 'training'), lt(reproduction.revision, below)));
	for (const { revision, attempt, firstRunId, runId } of open) {
		if (!firstRunId || !runId) continue;
		const subject = await loadRevision(tx, row.id, revision);
		const limits = (await loadPolicyVersion(tx, subject.policyId)).document.gates.reproduction;
		const runs = { first: await namedRun(tx, firstRunId), again: await namedRun(tx, runId) };
		if (limits) await recordReproduction(tx, ctx, { row, subject, limits, attempt }, { state: 'stopped', ...runs, reason });
		const cancelled = await tx
			.update(training)
			.set({ cancelRequestedAt: ctx.now() })
			.where(and(eq(training.runId, runId), inArray(training.state, ['queued', 'running']), isNull(training.cancelRequestedAt)))
			.returning({ runId: training.runId });
		if (cancelled.length === 0) continue;
		await enqueueCommand(tx, { kind: 'doorbell', process: 'run', workflowId: `run/${runId}` });
		await recordAudit(tx, ctx, {
			action: 'run.cancel-requested',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'run', id: runId, name: runs.again.name },
			reason,
		});
	}
}
