import { z } from 'zod';
import { pageFields, placeFields, wireId } from './place.ts';

/** The runs table: what to show of which runs. */
export const listRunsInput = z.object({
	...placeFields,
	/** A filter (`metrics.valid_l1 < 13 AND params.seed = '0'`) or plain words of a run's name. */
	filter: pageFields.filter,
	state: z.enum(['all', 'running', 'failed']).default('all'),
	/** Where the last page ended; wins over `offset`. */
	cursor: pageFields.pageToken.nullable(),
	/** How many rows to skip; a cursor is cheaper far down. */
	offset: z.number().int('must be a whole number').min(0, 'must not be negative').max(100_000, 'must be at most 100000').default(0),
	/** One `order_by` clause, such as `metrics.valid_l1 ASC`; newest first when absent. */
	sort: z.string().max(600, 'must be at most 600 characters').optional(),
	/** `metrics.<key>` and `params.<key>` to return; all of a run's when absent. The first metric's trend comes with the row. */
	columns: z.array(z.string().max(300, 'must be at most 300 characters')).max(100, 'must be at most 100 columns').optional(),
	limit: z.number().int('must be a whole number').min(1, 'must be at least 1').max(200, 'must be at most 200').default(50),
});
export type ListRunsInput = z.input<typeof listRunsInput>;

export const runLogsInput = z.object({
	...placeFields,
	runId: wireId,
	/** Where the last page ended (`next` of its answer); from the start when absent. */
	after: z.string().max(200, 'must be at most 200 characters').optional(),
	stream: z.enum(['stdout', 'stderr']).optional(),
	limit: z.number().int('must be a whole number').min(1, 'must be at least 1').max(2000, 'must be at most 2000').default(500),
});
export type RunLogsInput = z.input<typeof runLogsInput>;

export const runArtifactsInput = z.object({ ...placeFields, runId: wireId, path: z.string().max(1024, 'must be at most 1024 characters').default('') });
export type RunArtifactsInput = z.input<typeof runArtifactsInput>;
