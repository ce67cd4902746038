import { asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { metricLatest, runInput, runModelInput, runOutput, runParam, runTag } from '@interlock/db/tables';
import { artifactUri, loggedModelIdToWire, runIdToWire, shownValue } from '@interlock/domain/run';
import type { RunRow } from './load-run.ts';

export interface RunInfo {
	/** uuid; names the channel `run/<id>`. */
	id: string;
	/** 32 hex: the id on the wire and in addresses. */
	runId: string;
	name: string;
	status: RunRow['status'];
	lifecycleStage: RunRow['lifecycleStage'];
	experimentId: string;
	userLabel: string;
	startedBy: string;
	startedAtMs: number | null;
	endedAtMs: number | null;
	artifactUri: string;
}

export interface MetricView {
	key: string;
	/** null where NaN was logged. */
	value: number | null;
	step: number;
	timestampMs: number;
}

export interface RunInputView {
	name: string;
	digest: string;
	sourceType: string;
	source: string;
	schema: string | null;
	profile: string | null;
	tags: Record<string, string>;
	datasetVersionId: string | null;
}

export interface RunView extends RunInfo {
	params: Record<string, string>;
	tags: Record<string, string>;
	/** The newest point of each metric. */
	metrics: MetricView[];
	inputs: RunInputView[];
	/** Logged models the run started from, `m-<32 hex>`. */
	modelInputs: string[];
	outputs: { modelId: string; step: number }[];
}

export function runInfo(row: RunRow, experimentNumber: number): RunInfo {
	return {
		id: row.id,
		runId: runIdToWire(row.id),
		name: row.name,
		status: row.status,
		lifecycleStage: row.lifecycleStage,
		experimentId: String(experimentNumber),
		userLabel: row.userLabel,
		startedBy: row.startedBy,
		startedAtMs: row.startedAtMs,
		endedAtMs: row.endedAtMs,
		artifactUri: artifactUri(experimentNumber, { kind: 'run', id: row.id }),
	};
}

/** Runs with all that is kept beside them, in the order given; six queries however many runs. */
export async function viewRuns(tx: Tx, rows: readonly { run: RunRow; experimentNumber: number }[]): Promise<RunView[]> {
	const ids = rows.map((row) => row.run.id);
	if (ids.length === 0) return [];
	const params = byRun(await tx.select().from(runParam).where(inArray(runParam.runId, ids)).orderBy(asc(runParam.key)));
	const tags = byRun(await tx.select().from(runTag).where(inArray(runTag.runId, ids)).orderBy(asc(runTag.key)));
	const metrics = byRun(await tx.select().from(metricLatest).where(inArray(metricLatest.runId, ids)).orderBy(asc(metricLatest.key)));
	const inputs = byRun(await tx.select().from(runInput).where(inArray(runInput.runId, ids)).orderBy(asc(runInput.id)));
	const modelInputs = byRun(await tx.select().from(runModelInput).where(inArray(runModelInput.runId, ids)));
	const outputs = byRun(await tx.select().from(runOutput).where(inArray(runOutput.runId, ids)).orderBy(asc(runOutput.loggedModelId)));
	return rows.map(({ run, experimentNumber }) => ({
		...runInfo(run, experimentNumber),
		params: Object.fromEntries((params.get(run.id) ?? []).map((param) => [param.key, param.value])),
		tags: Object.fromEntries((tags.get(run.id) ?? []).map((tag) => [tag.key, tag.value])),
		metrics: (metrics.get(run.id) ?? []).map((point) => ({ key: point.key, value: shownValue(point), step: point.step, timestampMs: point.timestampMs })),
		inputs: (inputs.get(run.id) ?? []).map(({ name, digest, sourceType, source, schema, profile, tags: inputTags, datasetVersionId }) => ({
			name,
			digest,
			sourceType,
			source,
			schema,
			profile,
			tags: inputTags,
			datasetVersionId,
		})),
		modelInputs: (modelInputs.get(run.id) ?? []).map((input) => loggedModelIdToWire(input.loggedModelId)),
		outputs: (outputs.get(run.id) ?? []).map((output) => ({ modelId: loggedModelIdToWire(output.loggedModelId), step: output.step })),
	}));
}

/** Inputs of one run, for what is made from it. */
export async function inputsOf(tx: Tx, runId: string): Promise<RunInputView[]> {
	return tx.select().from(runInput).where(eq(runInput.runId, runId)).orderBy(asc(runInput.id));
}

function byRun<R extends { runId: string }>(rows: readonly R[]): Map<string, R[]> {
	return Map.groupBy(rows, (row) => row.runId);
}
