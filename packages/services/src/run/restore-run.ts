import { eq } from 'drizzle-orm';
import { run } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { runInput, type RunInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadRun } from './load-run.ts';
import { publishRunChanged } from './publish-run-changed.ts';

/** Brings a deleted run back. */
export async function restoreRun(ctx: ServiceContext, input: RunInput): Promise<void> {
	const wanted = parseInput(runInput, input);
	await transact(ctx, async (tx) => {
		const { run: row } = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:write', access: 'write', lock: true });
		if (row.lifecycleStage === 'active') return;
		await tx.update(run).set({ lifecycleStage: 'active' }).where(eq(run.id, row.id));
		await recordAudit(tx, ctx, { action: 'run.restored', orgId: row.orgId, projectId: row.projectId, target: { kind: 'run', id: row.id, name: row.name } });
		await publishRunChanged(tx, row, ['lifecycle']);
	});
}
