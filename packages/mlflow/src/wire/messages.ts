import type { FolderEntry } from '@interlock/services/artifact';
import type { ExperimentView } from '@interlock/services/experiment';
import type { LoggedModelView, ModelVersionView, RegisteredModelView } from '@interlock/services/model';
import type { MetricView, RunInfo, RunView } from '@interlock/services/run';
import type { Fields } from './fields.ts';

// The messages of MLflow's protos as JSON: snake_case, 64-bit integers as numbers, empty lists left out, versions as texts.

type Pair = { key: string; value: string };

export function pairs(map: Readonly<Record<string, string>>): Pair[] | undefined {
	return some(Object.entries(map).map(([key, value]) => ({ key, value })));
}

/** A list, or nothing when it is empty. */
export function some<T>(list: readonly T[]): T[] | undefined {
	return list.length > 0 ? [...list] : undefined;
}

/** `[{key, value}]` of a request; the key must be there, the value is '' when absent. */
export function readPairs(fields: Fields, name: string): Pair[] {
	return fields.messages(name).map((pair) => ({ key: pair.requiredText('key'), value: pair.text('value') ?? '' }));
}

export function experimentMessage(e: ExperimentView) {
	return {
		experiment_id: e.experimentId,
		name: e.name,
		artifact_location: e.artifactLocation,
		lifecycle_stage: e.lifecycleStage,
		creation_time: e.createdAtMs,
		last_update_time: e.updatedAtMs,
		tags: pairs(e.tags),
	};
}

export function runInfoMessage(run: RunInfo) {
	return {
		run_id: run.runId,
		run_uuid: run.runId,
		run_name: run.name,
		experiment_id: run.experimentId,
		user_id: run.userLabel,
		status: run.status,
		start_time: run.startedAtMs ?? undefined,
		end_time: run.endedAtMs ?? undefined,
		artifact_uri: run.artifactUri,
		lifecycle_stage: run.lifecycleStage,
	};
}

/** A point; NaN is the text "NaN", which JSON has no number for. */
export function metricMessage(point: MetricView) {
	return { key: point.key, value: point.value ?? 'NaN', timestamp: point.timestampMs, step: point.step };
}

export function runMessage(run: RunView) {
	return {
		info: runInfoMessage(run),
		data: { metrics: some(run.metrics.map(metricMessage)), params: pairs(run.params), tags: pairs(run.tags) },
		inputs: {
			dataset_inputs: some(
				run.inputs.map((input) => ({
					tags: pairs(input.tags),
					dataset: {
						name: input.name,
						digest: input.digest,
						source_type: input.sourceType,
						source: input.source,
						schema: input.schema ?? undefined,
						profile: input.profile ?? undefined,
					},
				})),
			),
			model_inputs: some(run.modelInputs.map((model_id) => ({ model_id }))),
		},
		outputs: { model_outputs: some(run.outputs.map((output) => ({ model_id: output.modelId, step: output.step }))) },
	};
}

export function loggedModelMessage(model: LoggedModelView) {
	return {
		info: {
			model_id: model.modelId,
			experiment_id: model.experimentId,
			name: model.name,
			creation_timestamp_ms: model.createdAtMs,
			last_updated_timestamp_ms: model.updatedAtMs,
			artifact_uri: model.artifactUri,
			status: model.status,
			model_type: model.modelType,
			source_run_id: model.sourceRunId ?? '',
			tags: pairs(model.tags),
		},
		data: { params: pairs(model.params) },
	};
}

export function modelVersionMessage(version: ModelVersionView) {
	return {
		name: version.name,
		version: String(version.version),
		creation_timestamp: version.createdAtMs,
		last_updated_timestamp: version.updatedAtMs,
		current_stage: version.stage,
		description: version.description,
		source: version.source,
		run_id: version.runId ?? '',
		run_link: '',
		status: version.status,
		tags: pairs(version.tags),
		aliases: some(version.aliases),
		model_id: version.modelId ?? undefined,
	};
}

export function registeredModelMessage(model: RegisteredModelView) {
	return {
		name: model.name,
		creation_timestamp: model.createdAtMs,
		last_updated_timestamp: model.updatedAtMs,
		description: model.description,
		latest_versions: some(model.latestVersions.map(modelVersionMessage)),
		tags: pairs(model.tags),
		aliases: some(model.aliases.map(({ alias, version }) => ({ alias, version: String(version) }))),
	};
}

export function fileMessage(entry: FolderEntry) {
	return { path: entry.path, is_dir: entry.isFolder, file_size: entry.sizeBytes ?? undefined };
}
