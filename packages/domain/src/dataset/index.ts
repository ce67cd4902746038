export { datasetNameSchema, MAX_DATASET_BYTES, pushDatasetInput, type PushDatasetInput } from './push-dataset-input.ts';
export { checkExpectations, type ColumnTable } from './check-expectations.ts';
export { type ColumnFigures, diffProfiles, type ProfileChange } from './diff-profiles.ts';
export { diffSchemas, type SchemaChange } from './diff-schemas.ts';
export { countInDriftBins, driftBinsOf, driftEdges } from './drift-bins.ts';
export {
	type ColumnExpectation,
	columnExpectationSchema,
	type ExpectationReport,
	expectationReportSchema,
	type Expectations,
	expectationsSchema,
	MAX_VIOLATIONS_SHOWN,
	type Violation,
	violationSchema,
} from './expectations.ts';
export { type DatasetPeriod, datasetPeriodSchema, periodOf, periodRangeMs, shiftPeriod } from './period.ts';
export {
	type CategoryColumnProfile,
	type ColumnKind,
	type ColumnProfile,
	columnProfileSchema,
	type DatasetProfile,
	datasetProfileSchema,
	type DriftBins,
	type NumericColumnProfile,
	PROFILE_HISTOGRAM_BINS,
	PROFILE_LEVELS,
	PROFILE_TOP_VALUES,
	type TimestampColumnProfile,
} from './profile.ts';
export { countCategories, profileColumn } from './profile-column.ts';
export { isDateText, isMissing, readBoolean, readInteger, readNumber, readText, readTimeMs } from './read-value.ts';
export {
	type ColumnType,
	columnTypeSchema,
	type DatasetColumn,
	datasetColumnSchema,
	type DatasetSchema,
	datasetSchemaSchema,
} from './schema.ts';
export { violation } from './violation.ts';
