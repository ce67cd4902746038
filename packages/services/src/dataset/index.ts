export { diffRows, type RowFile } from './diff-rows.ts';
export { type DatasetVersionView, type DatasetView, getDataset } from './get-dataset.ts';
export { type DatasetSummary, listDatasets } from './list-datasets.ts';
export { type PushedVersion, pushDatasetVersion } from './push-dataset-version.ts';
export { readDatasetColumns } from './read-dataset-columns.ts';
export { type DataTable } from './read-table.ts';
