export { type ArtifactAddress, type ArtifactOwner, artifactUri, experimentArtifactUri, parseArtifactAddress } from './artifact-root.ts';
export { artifactPathFromUrl, checkArtifactFolder, checkArtifactPath } from './artifact-path.ts';
export { checkBatchSize, checkMetrics, checkParams, checkTags, type KeyValue } from './batch.ts';
export { checkEntityName, checkLength } from './entity-name.ts';
export {
	createExperimentInput,
	type CreateExperimentInput,
	experimentByNameInput,
	type ExperimentByNameInput,
	experimentInput,
	type ExperimentInput,
	experimentTagInput,
	type ExperimentTagInput,
	experimentTagKeyInput,
	type ExperimentTagKeyInput,
	searchDatasetSummariesInput,
	type SearchDatasetSummariesInput,
	searchExperimentsInput,
	type SearchExperimentsInput,
	updateExperimentInput,
	type UpdateExperimentInput,
	type ViewType,
} from './experiment-inputs.ts';
export { RUN_LIMITS } from './limits.ts';
export { latestPoints, type MetricPoint, shownValue } from './metric-value.ts';
export { listRunsInput, type ListRunsInput, runArtifactsInput, type RunArtifactsInput, runLogsInput, type RunLogsInput } from './page-inputs.ts';
export { placeFields, wireId } from './place.ts';
export {
	createRunInput,
	type CreateRunInput,
	hasEnded,
	logBatchInput,
	type LogBatchInput,
	logInputsInput,
	type LogInputsInput,
	logMetricInput,
	type LogMetricInput,
	logOutputsInput,
	type LogOutputsInput,
	logParameterInput,
	type LogParameterInput,
	metricCurvesInput,
	type MetricCurvesInput,
	metricHistoryInput,
	type MetricHistoryInput,
	RUN_STATUSES,
	runInput,
	type RunInput,
	type RunStatusName,
	runTagKeyInput,
	type RunTagKeyInput,
	searchRunsInput,
	type SearchRunsInput,
	updateRunInput,
	type UpdateRunInput,
} from './run-inputs.ts';
export { nameFromUuid } from './run-name.ts';
export { RUN_TOKEN_SCOPES, type RunTokenAccess, runTokenAllows, type RunTokenBounds, type RunTokenSubject } from './run-token.ts';
export { type Comparator, splitName } from './search/comparisons.ts';
export { EXPERIMENT_GRAMMAR, LOGGED_MODEL_GRAMMAR, MODEL_VERSION_GRAMMAR, REGISTERED_MODEL_GRAMMAR, RUN_GRAMMAR } from './search/grammars.ts';
export { type PageKey, pageToken, readPageToken } from './search/page-token.ts';
export { parseFilter, parseOrderBy, type SearchCondition, type SearchOrder } from './search/search-grammar.ts';
export { experimentNumberFromWire, loggedModelIdFromWire, loggedModelIdToWire, runIdFromWire, runIdToWire } from './wire-id.ts';
