import { sql } from 'drizzle-orm';
import { type RunMonitorInput, runMonitorInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadEndpoint, markDirtyWindows } from '../deployment/index.ts';
import { enqueueCommand } from '../process/index.ts';

/** Asks for an evaluation now: of one window, or of all that have predictions. The process `monitor/<endpoint>` does it. `conflict` when there is nothing to evaluate. */
export async function runMonitor(ctx: ServiceContext, input: RunMonitorInput): Promise<{ windows: string[] }> {
	const wanted = parseInput(runMonitorInput, input);
	return transact(ctx, async (tx) => {
		const { row } = await loadEndpoint(tx, ctx, wanted, 'monitor:run');
		const rows = await tx.execute<{ window: string }>(sql`
			select distinct to_char(to_timestamp(event_time_ms / 1000.0) at time zone 'UTC', 'YYYY-MM') as window from prediction where endpoint_id = ${row.id} and not shadow order by 1`);
		const windows = rows.map((r) => r.window).filter((window) => wanted.window === undefined || window === wanted.window);
		if (windows.length === 0) {
			const which = wanted.window ? `in ${wanted.window}` : 'yet';
			throw new DomainError('conflict', `window: ${row.name} has no predictions ${which}`, { field: 'window', value: wanted.window, reason: 'no-predictions' });
		}
		await markDirtyWindows(
			tx,
			ctx.now(),
			windows.map((window) => ({ orgId: row.orgId, projectId: row.projectId, endpointId: row.id, window })),
		);
		await recordAudit(tx, ctx, {
			action: 'monitor.requested',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'endpoint', id: row.id, name: row.name },
			after: { windows },
		});
		await enqueueCommand(tx, { kind: 'start', process: 'monitor-sweep', workflowId: `monitor/${row.id}`, args: { endpointId: row.id } });
		await enqueueCommand(tx, { kind: 'doorbell', process: 'monitor-sweep', workflowId: `monitor/${row.id}` });
		return { windows };
	});
}
