export { findRecall, getRecall, listRecalls, type RecallSummary, type RecallView } from './get-recall.ts';
export { projectsWithRecalls } from './load-recall.ts';
export { makeRecall, type MadeRecall } from './make-recall.ts';
export { readRecalled, type Recalled } from './read-recalled.ts';
export { dismissRecallItem, liftRecall } from './settle-recall.ts';
export type { RecallItemView } from './view-items.ts';
