import { eq } from 'drizzle-orm';
import { run } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { updateRunInput, type UpdateRunInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { moveRunTo } from './move-run-to.ts';
import { checkRunActive, loadRun } from './load-run.ts';
import { publishRunChanged } from './publish-run-changed.ts';
import { type RunInfo, runInfo } from './run-view.ts';
import { writeTags } from './write-entries.ts';

/** Changes an active run's status, end or name. A run that ends gets its telemetry entry in the audit log. */
export async function updateRun(ctx: ServiceContext, input: UpdateRunInput): Promise<RunInfo> {
	const wanted = parseInput(updateRunInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:write', access: 'write', lock: true });
		checkRunActive(loaded.run);
		let row = loaded.run;
		if (wanted.name && wanted.name !== row.name) {
			const before = row.name;
			await writeTags(tx, row.id, [{ key: 'mlflow.runName', value: wanted.name }]);
			row = { ...row, name: wanted.name };
			await recordAudit(tx, ctx, {
				action: 'run.renamed',
				orgId: row.orgId,
				projectId: row.projectId,
				target: { kind: 'run', id: row.id, name: row.name },
				before: { name: before },
				after: { name: row.name },
			});
			await publishRunChanged(tx, row, ['name', 'tags']);
		}
		if (wanted.status) ({ run: row } = await moveRunTo(tx, ctx, row.id, wanted.status, wanted.endedAtMs));
		else if (wanted.endedAtMs !== undefined && wanted.endedAtMs !== row.endedAtMs) {
			await tx.update(run).set({ endedAtMs: wanted.endedAtMs }).where(eq(run.id, row.id));
			await recordAudit(tx, ctx, {
				action: 'run.end-changed',
				orgId: row.orgId,
				projectId: row.projectId,
				target: { kind: 'run', id: row.id, name: row.name },
				before: { endedAtMs: row.endedAtMs },
				after: { endedAtMs: wanted.endedAtMs },
			});
			row = { ...row, endedAtMs: wanted.endedAtMs };
			await publishRunChanged(tx, row, ['status']);
		}
		return runInfo(row, loaded.experimentNumber);
	});
}
