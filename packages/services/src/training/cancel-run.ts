import { and, eq } from 'drizzle-orm';
import { run, training } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { authorize, loadProject, type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { runIdOf } from './run-id.ts';

/** Asks a training to stop: a queued one ends at once, a running one within seconds (SIGTERM, 5 s, SIGKILL). Twice is fine. `conflict` once it has ended. */
export async function cancelRun(ctx: ServiceContext, input: ProjectPlace & { run: string }): Promise<void> {
	await transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, input, 'run:read');
		const [row] = await tx
			.select({ t: training, name: run.name })
			.from(training)
			.innerJoin(run, eq(run.id, training.runId))
			.where(and(eq(training.runId, runIdOf(input.run)), eq(training.projectId, place.id)))
			.for('update', { of: training });
		if (!row) throw new DomainError('not-found', 'training not found', { field: 'run', value: input.run });
		authorize(ctx, 'run:cancel', row.t, { kind: 'run', id: row.t.runId, name: row.name });
		if (row.t.state !== 'queued' && row.t.state !== 'running')
			throw new DomainError('conflict', `run: ${row.name} has ended already (${row.t.state})`, { field: 'run', value: row.name });
		if (row.t.cancelRequestedAt) return;
		await tx.update(training).set({ cancelRequestedAt: ctx.now() }).where(eq(training.runId, row.t.runId));
		await enqueueCommand(tx, { kind: 'doorbell', process: 'run', workflowId: `run/${row.t.runId}` });
		await recordAudit(tx, ctx, {
			action: 'run.cancel-requested',
			orgId: place.orgId,
			projectId: place.id,
			target: { kind: 'run', id: row.t.runId, name: row.name },
		});
		await publishEvent(tx, { orgId: place.orgId, projectId: place.id, channel: `run/${row.t.runId}`, type: 'run.changed', data: { runId: row.t.runId } });
	});
}
