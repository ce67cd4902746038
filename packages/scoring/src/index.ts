export type { Cell, Columns, Outcome, Output } from './cell.ts';
export { dataDigest, filesDigest } from './data-digest.ts';
export { type MlModel, readMlModel } from './ml-model.ts';
export { type Model, openModel, type OpenModelInput } from './open-model.ts';
export { type Invocation, type InvocationLimits, parseInvocation } from './parse-invocation.ts';
export type { ColumnPredictions } from './predict-table.ts';
export { type RequestColumn, type RequestColumns, requestColumnsOf } from './request-columns.ts';
