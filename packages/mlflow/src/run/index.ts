import { runCreate } from './create.ts';
import { runDelete } from './delete.ts';
import { runDeleteTag } from './delete-tag.ts';
import { runGet } from './get.ts';
import { metricGetHistory } from './get-history.ts';
import { metricGetHistoryBulk } from './get-history-bulk.ts';
import { metricGetHistoryBulkInterval } from './get-history-bulk-interval.ts';
import { runLogBatch } from './log-batch.ts';
import { runLogInputs } from './log-inputs.ts';
import { runLogModel } from './log-model.ts';
import { runLogMetric } from './log-metric.ts';
import { runLogParameter } from './log-parameter.ts';
import { runOutputs } from './outputs.ts';
import { runRestore } from './restore.ts';
import { runSearch } from './search.ts';
import { runSetTag } from './set-tag.ts';
import { runUpdate } from './update.ts';

export const RUN_ROUTES = [
	runCreate,
	runDelete,
	runDeleteTag,
	runGet,
	runLogBatch,
	runLogInputs,
	runLogMetric,
	runLogModel,
	runLogParameter,
	runOutputs,
	runRestore,
	runSearch,
	runSetTag,
	runUpdate,
	metricGetHistory,
	metricGetHistoryBulk,
	metricGetHistoryBulkInterval,
];
