import { parseInput } from '@interlock/domain/error';
import {
	checkBatchSize,
	checkMetrics,
	checkParams,
	checkTags,
	hasEnded,
	type KeyValue,
	logBatchInput,
	type LogBatchInput,
	type MetricPoint,
} from '@interlock/domain/run';
import type { Tx } from '@interlock/db';
import { type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { checkRunActive, loadRun, type LoadedRun } from './load-run.ts';
import { publishRunChanged, type RunPart } from './publish-run-changed.ts';
import { writeMetrics } from './write-metrics.ts';
import { writeParams, writeTags } from './write-entries.ts';

/** Logs metrics, params and tags of one run, all or nothing. Telemetry: one audit entry when the run ends; after that, one per call. */
export async function logBatch(ctx: ServiceContext, input: LogBatchInput): Promise<void> {
	const wanted = parseInput(logBatchInput, input);
	checkBatchSize({ metrics: wanted.metrics.length, params: wanted.params.length, tags: wanted.tags.length });
	const batch = { metrics: checkMetrics(wanted.metrics, 'metrics'), params: checkParams(wanted.params, 'params'), tags: checkTags(wanted.tags, 'tags') };
	await logTelemetry(ctx, wanted, wanted.runId, batch, false);
}

export interface Telemetry {
	metrics?: readonly MetricPoint[];
	params?: readonly KeyValue[];
	tags?: readonly KeyValue[];
}

/** Writes checked telemetry of one run. `single`: errors speak of one param, as MLflow's single calls do. */
export async function logTelemetry(ctx: ServiceContext, place: ProjectPlace, runId: string, telemetry: Telemetry, single: boolean): Promise<void> {
	await transact(ctx, async (tx) => {
		const loaded = await loadRun(tx, ctx, place, runId, { permission: 'run:write', access: 'write' });
		checkRunActive(loaded.run);
		const { metrics = [], params = [], tags = [] } = telemetry;
		await writeParams(tx, loaded.run.id, params, single);
		await writeMetrics(tx, loaded, metrics);
		await writeTags(tx, loaded.run.id, tags);
		const changed: RunPart[] = [...(params.length > 0 ? (['params'] as const) : []), ...(tags.length > 0 ? (['tags'] as const) : [])];
		if (changed.length > 0) await publishRunChanged(tx, loaded.run, changed);
		await recordIfEnded(tx, ctx, loaded, { metricPoints: metrics.length, params: params.length, tags: tags.length });
	});
}

/** What is logged after a run's end isn't covered by its entry any more: it gets one of its own. */
export async function recordIfEnded(tx: Tx, ctx: ServiceContext, { run }: Pick<LoadedRun, 'run'>, counts: Record<string, number>): Promise<void> {
	if (!hasEnded(run.status)) return;
	await recordAudit(tx, ctx, {
		action: 'run.amended',
		orgId: run.orgId,
		projectId: run.projectId,
		target: { kind: 'run', id: run.id, name: run.name },
		after: counts,
	});
}
