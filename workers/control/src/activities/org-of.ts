import type { ActivityDeps } from '../process-context.ts';

const TABLES = { run: 'run', change: 'change', rollout: 'rollout', retrain: 'retrain_trigger', endpoint: 'endpoint' } as const;

/** The organization of the row a process owns. Throws when the row is gone. */
export async function orgOf(deps: ActivityDeps, kind: keyof typeof TABLES, id: string): Promise<string> {
	const [row] = await deps.db.sql<{ org_id: string }[]>`select org_id from ${deps.db.sql(TABLES[kind])} where id = ${id}`;
	if (!row) throw new Error(`no ${kind} ${id}`);
	return row.org_id;
}
