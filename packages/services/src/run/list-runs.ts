import { and, eq, inArray, sql } from 'drizzle-orm';
import { experiment, run, training } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { listRunsInput, type ListRunsInput, parseFilter, parseOrderBy, RUN_GRAMMAR, type SearchCondition } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { afterSql, conditionSql, cursorSql, orderSql, pageOf, runBounds, sortKeys } from '../experiment/index.ts';
import { readRunCells, type RunCells } from './read-run-cells.ts';
import { RUN_TARGET, RUN_TIES, withinBounds } from './run-search-target.ts';
import { type RunInfo, runInfo } from './run-view.ts';

export interface RunRowView extends RunInfo, RunCells {
	experiment: string;
	/** Started by a service account or a process, not by a person. */
	machine: boolean;
	/** What trains it, for runs that Interlock executes. */
	training: { template: string; state: string; cancelRequested: boolean } | null;
}

export interface RunsPage {
	runs: RunRowView[];
	nextCursor: string | null;
	/** Runs that match filter and state, over all pages. */
	total: number;
	/** Runs that match the filter, by state. */
	counts: { all: number; running: number; failed: number };
}

const RUNNING = inArray(run.status, ['RUNNING', 'SCHEDULED']);
const FAILED = eq(run.status, 'FAILED');

/** The runs table: active runs by filter, sorted and paged by the server (by cursor the hundredth page costs what the first does). */
export async function listRuns(ctx: ServiceContext, input: ListRunsInput): Promise<RunsPage> {
	const wanted = parseInput(listRunsInput, input);
	const conditions = readFilter(wanted.filter ?? '');
	const keys = sortKeys(wanted.sort ? [parseOrderBy(wanted.sort, RUN_GRAMMAR)] : [], RUN_TARGET, RUN_TIES);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'run:read');
		const matches = and(
			eq(run.projectId, project.id),
			eq(run.lifecycleStage, 'active'),
			withinBounds(runBounds(ctx)),
			...conditions.map((condition) => conditionSql(condition, RUN_TARGET)),
		);
		const inState = wanted.state === 'all' ? undefined : wanted.state === 'running' ? RUNNING : FAILED;
		const rows = await tx
			.select({
				run,
				experimentNumber: experiment.number,
				experiment: experiment.name,
				template: training.template,
				state: training.state,
				cancelRequestedAt: training.cancelRequestedAt,
				cursor: cursorSql(keys),
			})
			.from(run)
			.innerJoin(experiment, eq(experiment.id, run.experimentId))
			.leftJoin(training, eq(training.runId, run.id))
			.where(and(matches, inState, afterSql(keys, wanted.cursor)))
			.orderBy(...orderSql(keys))
			.offset(wanted.cursor ? 0 : wanted.offset)
			.limit(wanted.limit + 1);
		const [counted] = await tx
			.select({
				all: sql<number>`count(*)::int`,
				running: sql<number>`count(*) filter (where ${RUNNING})::int`,
				failed: sql<number>`count(*) filter (where ${FAILED})::int`,
			})
			.from(run)
			.innerJoin(experiment, eq(experiment.id, run.experimentId))
			.where(matches);
		const counts = counted ?? { all: 0, running: 0, failed: 0 };
		const page = pageOf(rows, wanted.limit);
		const cells = await readRunCells(
			tx,
			page.rows.map((row) => row.run.id),
			wanted.columns,
		);
		return {
			runs: page.rows.map((row) => ({
				...runInfo(row.run, row.experimentNumber),
				...cells(row.run.id),
				experiment: row.experiment,
				machine: row.run.startedByUserId === null,
				training: row.template && row.state ? { template: row.template, state: row.state, cancelRequested: row.cancelRequestedAt !== null } : null,
			})),
			nextCursor: page.nextPageToken,
			total: counts[wanted.state],
			counts,
		};
	});
}

/** A filter of the search language, or plain words that a run's name holds. */
function readFilter(text: string): SearchCondition[] {
	const plain = text.trim();
	if (plain === '') return [];
	const isPlain = !/[<>=]|\b(?:like|ilike|in|is)\b/i.test(plain);
	if (!isPlain) return parseFilter(plain, RUN_GRAMMAR);
	return plain.split(/\s+/).map((word) => ({ on: 'text', key: 'run_name', comparator: 'ILIKE', value: `%${word.replace(/[%_]/g, '_')}%` }));
}
