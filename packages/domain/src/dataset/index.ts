export { MAX_DATASET_BYTES, pushDatasetInput, type PushDatasetInput } from './push-dataset-input.ts';
export { checkExpectations, type ColumnTable } from './check-expectations.ts';
export { type ColumnFigures, diffProfiles, type ProfileChange } from './diff-profiles.ts';
export { diffSchemas, type SchemaChange } from './diff-schemas.ts';
export { countInDriftBins, driftEdges } from './drift-bins.ts';
export { type ColumnExpectation, type ExpectationReport, type Expectations, expectationsSchema, type Violation } from './expectations.ts';
export { type DatasetPeriod, datasetPeriodSchema, periodOf, periodRangeMs, shiftPeriod } from './period.ts';
export {
	type CategoryColumnProfile,
	type ColumnKind,
	type ColumnProfile,
	columnProfileSchema,
	type DatasetProfile,
	datasetProfileSchema,
	KIND_OF_TYPE,
	type DriftBins,
	type NumericColumnProfile,
	type TimestampColumnProfile,
} from './profile.ts';
export { countCategories, profileColumn } from './profile-column.ts';
export { readNumber, readText } from './read-value.ts';
export { type CellChange, type RowDiff, ROWS_SAMPLED } from './row-diff.ts';
export { type ColumnType, type DatasetColumn, type DatasetSchema, datasetSchemaSchema } from './schema.ts';
