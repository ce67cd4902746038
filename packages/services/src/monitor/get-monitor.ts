import { desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, modelVersion, registeredModel, retrainTrigger, run } from '@interlock/db/tables';
import { can, type Permission } from '@interlock/domain/access';
import { type GetMonitorInput, getMonitorInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { type EndpointRow, loadEndpoint } from '../deployment/index.ts';
import type { MonitorSummary } from './evaluate-window.ts';
import type { MonitorView, RetrainView } from './monitor-view.ts';
import { newestEvaluations, viewColumns, viewWindows } from './read-windows.ts';
import { describeReference } from './reference-of.ts';

/** All that an endpoint's drift page shows: windows with drift and error, one of them column by column, and what they started. `not-found` for a window that was never evaluated. */
export async function getMonitor(ctx: ServiceContext, input: GetMonitorInput): Promise<MonitorView> {
	const wanted = parseInput(getMonitorInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const { row, environment } = await loadEndpoint(tx, ctx, wanted, 'monitor:read');
		const [model] = await tx.select({ name: registeredModel.name }).from(registeredModel).where(eq(registeredModel.id, row.modelId));
		const evaluations = await newestEvaluations(tx, [row.id]);
		const shown = wanted.window ? evaluations.find((run) => run.window === wanted.window) : evaluations.at(-1);
		if (wanted.window && !shown) throw new DomainError('not-found', `window ${wanted.window} was not evaluated`, { field: 'window', value: wanted.window });
		const summary = shown?.summary as MonitorSummary | undefined;
		return {
			endpoint: { id: row.id, name: row.name, environment, model: model?.name ?? '', unit: row.config.unit, champion: await championOf(tx, row) },
			retrain: row.retrain && { template: row.retrain.template, dataset: row.retrain.dataset, periodsBefore: row.retrain.periodsBefore },
			reference: await viewReference(tx, row),
			windows: await viewWindows(tx, row.id, evaluations),
			selected:
				shown && summary
					? { window: shown.window, driftSentence: summary.drift.sentence, decay: summary.decay, columns: await viewColumns(tx, shown.id) }
					: null,
			retrains: await listRetrains(tx, row.id),
			may: { run: mayDo(ctx, 'monitor:run', row), retrain: mayDo(ctx, 'run:start', row) },
		};
	});
}

async function championOf(tx: Tx, row: EndpointRow): Promise<{ id: string; version: number } | null> {
	if (!row.championVersionId) return null;
	const [found] = await tx.select({ id: modelVersion.id, version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.id, row.championVersionId));
	return found ?? null;
}

async function viewReference(tx: Tx, row: EndpointRow): Promise<MonitorView['reference']> {
	if (!row.championVersionId) return null;
	const { datasets, error, errorOn } = await describeReference(tx, row.championVersionId);
	return { datasets: datasets.map(({ name, version, period, rows }) => ({ name, version, period, rows })), error, errorOn };
}

async function listRetrains(tx: Tx, endpointId: string): Promise<RetrainView[]> {
	const rows = await tx
		.select()
		.from(retrainTrigger)
		.where(eq(retrainTrigger.endpointId, endpointId))
		.orderBy(desc(retrainTrigger.createdAt), desc(retrainTrigger.id))
		.limit(50);
	const ids = rows.flatMap((row) => (row.changeId ? [row.changeId] : []));
	const changes = ids.length > 0 ? await tx.select().from(change).where(inArray(change.id, ids)) : [];
	const runIds = rows.flatMap((row) => (row.runId ? [row.runId] : []));
	const runs = runIds.length > 0 ? await tx.select({ id: run.id, name: run.name }).from(run).where(inArray(run.id, runIds)) : [];
	return rows.map((row) => {
		const trained = runs.find((r) => r.id === row.runId);
		const proposed = changes.find((c) => c.id === row.changeId);
		return {
			id: row.id,
			window: row.window,
			kind: row.kind,
			state: row.state,
			sentence: row.sentence,
			run: trained ? { id: trained.id.replaceAll('-', ''), name: trained.name } : null,
			change: proposed ? { number: proposed.number, state: proposed.state, closedReason: proposed.closedReason } : null,
			reason: row.reason,
			createdAtMs: row.createdAt.getTime(),
			endedAtMs: row.endedAt?.getTime() ?? null,
		};
	});
}

function mayDo(ctx: ServiceContext, permission: Permission, row: EndpointRow): { allowed: boolean; reason: string | null } {
	const decision = can(ctx.actor, permission, row);
	return { allowed: decision.allowed, reason: decision.allowed ? null : decision.reason };
}
