import { eq, inArray } from 'drizzle-orm';
import { endpoint, environment, modelVersion, retrainTrigger } from '@interlock/db/tables';
import { loadProject, type ProjectPlace, readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import type { WindowView } from './monitor-view.ts';
import { newestEvaluations, viewWindows } from './read-windows.ts';

export interface MonitorRowView {
	endpointId: string;
	endpoint: string;
	environment: string;
	unit: string;
	champion: { id: string; version: number } | null;
	/** Oldest first: error and drift over time. */
	windows: WindowView[];
	/** An open retrain, or null. */
	retraining: { window: string; state: 'queued' | 'training' } | null;
}

/** Every endpoint of a project with its windows: what moved, what decayed, what is retrained now. By name. */
export async function listMonitors(ctx: ServiceContext, input: ProjectPlace): Promise<MonitorRowView[]> {
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const place = await loadProject(tx, ctx, input, 'monitor:read');
		const rows = await tx
			.select({ e: endpoint, environment: environment.name, champion: { id: modelVersion.id, version: modelVersion.version } })
			.from(endpoint)
			.innerJoin(environment, eq(environment.id, endpoint.environmentId))
			.leftJoin(modelVersion, eq(modelVersion.id, endpoint.championVersionId))
			.where(eq(endpoint.projectId, place.projectId))
			.orderBy(endpoint.name);
		const ids = rows.map(({ e }) => e.id);
		const evaluations = await newestEvaluations(tx, ids);
		const retrains = ids.length > 0 ? await tx.select().from(retrainTrigger).where(inArray(retrainTrigger.endpointId, ids)) : [];
		const views: MonitorRowView[] = [];
		for (const { e, environment: env, champion } of rows) {
			const open = retrains.find((r) => r.endpointId === e.id && (r.state === 'queued' || r.state === 'training'));
			views.push({
				endpointId: e.id,
				endpoint: e.name,
				environment: env,
				unit: e.config.unit,
				champion,
				windows: await viewWindows(
					tx,
					e.id,
					evaluations.filter((run) => run.endpointId === e.id),
				),
				retraining: open ? { window: open.window, state: open.state === 'queued' ? 'queued' : 'training' } : null,
			});
		}
		return views;
	});
}
