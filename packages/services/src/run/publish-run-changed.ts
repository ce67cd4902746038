import type { Tx } from '@interlock/db';
import { publishEvent } from '../event/index.ts';
import type { RunRow } from './load-run.ts';

/** What of a run changed, for a page to refetch. */
export type RunPart = 'status' | 'name' | 'params' | 'tags' | 'inputs' | 'outputs' | 'artifacts' | 'lifecycle';

const SEEN_IN_TABLES: readonly RunPart[] = ['status', 'name', 'lifecycle'];

/** Tells the run's page what changed; what the runs table shows of it is told to the project's pages too. */
export async function publishRunChanged(
	tx: Tx,
	run: Pick<RunRow, 'id' | 'orgId' | 'projectId' | 'name' | 'status' | 'endedAtMs'>,
	changed: readonly RunPart[],
): Promise<void> {
	const data = { runId: run.id, name: run.name, status: run.status, endedAtMs: run.endedAtMs, changed: [...changed] };
	const base = { orgId: run.orgId, projectId: run.projectId, type: 'run.changed', data };
	await publishEvent(tx, { ...base, channel: `run/${run.id}` });
	if (changed.some((part) => SEEN_IN_TABLES.includes(part))) await publishEvent(tx, { ...base, channel: `project/${run.projectId}` });
}
