import { eq } from 'drizzle-orm';
import { run } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { runInput, type RunInput } from '@interlock/domain/run';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { whyBound } from '../experiment/index.ts';
import { loadRun } from './load-run.ts';
import { publishRunChanged } from './publish-run-changed.ts';

/** Marks a run deleted; nothing is erased, and versions made of it stay. Refused while one of them serves or is proposed. */
export async function deleteRun(ctx: ServiceContext, input: RunInput): Promise<void> {
	const wanted = parseInput(runInput, input);
	await transact(ctx, async (tx) => {
		const { run: row } = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:write', access: 'write', lock: true });
		if (row.lifecycleStage === 'deleted') return;
		const bound = await whyBound(tx, { runIds: [row.id] }, "its run can't be deleted");
		if (bound) deny('run.deleted', row, { kind: 'run', id: row.id, name: row.name }, bound, 'run-bound');
		await tx.update(run).set({ lifecycleStage: 'deleted' }).where(eq(run.id, row.id));
		await recordAudit(tx, ctx, { action: 'run.deleted', orgId: row.orgId, projectId: row.projectId, target: { kind: 'run', id: row.id, name: row.name } });
		await publishRunChanged(tx, row, ['lifecycle']);
	});
}
