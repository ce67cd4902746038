import { and, eq } from 'drizzle-orm';
import { runTag } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { runIdToWire, runTagKeyInput, type RunTagKeyInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { checkRunActive, loadRun } from './load-run.ts';
import { publishRunChanged } from './publish-run-changed.ts';

/** Removes one tag of a run; unlike setting one this loses something, so it is always an audit entry of its own. */
export async function deleteRunTag(ctx: ServiceContext, input: RunTagKeyInput): Promise<void> {
	const wanted = parseInput(runTagKeyInput, input);
	await transact(ctx, async (tx) => {
		const { run } = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:write', access: 'write' });
		checkRunActive(run);
		const [gone] = await tx
			.delete(runTag)
			.where(and(eq(runTag.runId, run.id), eq(runTag.key, wanted.key)))
			.returning({ value: runTag.value });
		if (!gone) throw new DomainError('not-found', `No tag with name: ${wanted.key} in run with id ${runIdToWire(run.id)}`, { field: 'key', value: wanted.key });
		await recordAudit(tx, ctx, {
			action: 'run.tag-deleted',
			orgId: run.orgId,
			projectId: run.projectId,
			target: { kind: 'run', id: run.id, name: run.name },
			before: { [wanted.key]: gone.value.slice(0, 200) },
		});
		await publishRunChanged(tx, run, ['tags']);
	});
}
