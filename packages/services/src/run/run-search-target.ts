import { type SQL, sql } from 'drizzle-orm';
import { experiment, run } from '@interlock/db/tables';
import { runIdToWire, type RunTokenBounds } from '@interlock/domain/run';
import type { SearchTarget, SortKey } from '../experiment/index.ts';
import { PARENT_RUN_TAG } from './load-run.ts';

const wireRunId = sql`replace(${run.id}::text, '-', '')`;

/** What a search of runs compares, over `run` joined with `experiment`. */
export const RUN_TARGET: SearchTarget = {
	attributes: {
		run_id: wireRunId,
		run_name: sql`${run.name}`,
		user_id: sql`${run.userLabel}`,
		status: sql`${run.status}`,
		start_time: sql`${run.startedAtMs}`,
		end_time: sql`${run.endedAtMs}`,
		duration: sql`(${run.endedAtMs} - ${run.startedAtMs})`,
		artifact_uri: sql`('mlflow-artifacts:/' || ${experiment.number} || '/' || ${wireRunId} || '/artifacts')`,
	},
	having: {
		metric: (key, meets) =>
			sql`exists (select 1 from metric_latest m where m.run_id = ${run.id} and m.key = ${key}::text and not m.is_nan and ${meets(sql`m.value`)})`,
		param: (key, meets) => sql`exists (select 1 from run_param p where p.run_id = ${run.id} and p.key = ${key}::text and ${meets(sql`p.value`)})`,
		tag: (key, meets) => sql`exists (select 1 from run_tag t where t.run_id = ${run.id} and t.key = ${key}::text and ${meets(sql`t.value`)})`,
		dataset: (key, meets) => sql`exists (select 1 from run_input i where i.run_id = ${run.id} and ${meets(datasetColumn(key))})`,
	},
	values: {
		metric: (key) => sql`(select m.value from metric_latest m where m.run_id = ${run.id} and m.key = ${key}::text and not m.is_nan)`,
		param: (key) => sql`(select p.value from run_param p where p.run_id = ${run.id} and p.key = ${key}::text)`,
		tag: (key) => sql`(select t.value from run_tag t where t.run_id = ${run.id} and t.key = ${key}::text)`,
	},
};

/** Ties of every order of runs: newest first, then by id. */
export const RUN_TIES: SortKey[] = [
	{ expression: sql`${run.startedAtMs}`, ascending: false, type: 'number' },
	{ expression: sql`${run.id}::text`, ascending: true, type: 'text' },
];

/** Only the run of a run token and its children. */
export function withinBounds(bounds: RunTokenBounds | null): SQL | undefined {
	if (!bounds) return undefined;
	return sql`(${run.id} = ${bounds.runId}::uuid or exists (select 1 from run_tag t where t.run_id = ${run.id} and t.key = ${PARENT_RUN_TAG} and t.value = ${runIdToWire(bounds.runId)}))`;
}

function datasetColumn(key: string): SQL {
	if (key === 'context') return sql`(i.tags ->> 'mlflow.data.context')`;
	return key === 'digest' ? sql`i.digest` : sql`i.name`;
}
