import type { Database } from '@interlock/db';

export interface DirtyWindow {
	orgId: string;
	endpointId: string;
	/** 'YYYY-MM'. */
	window: string;
}

/** Windows that got predictions or labels since their last evaluation, or that wait to start a retrain; the longest marked first, at most 200. For the instance's own sweep. */
export async function listDirtyWindows(db: Database, input: { endpointId: string | null }): Promise<DirtyWindow[]> {
	const rows = await db.sql<{ org_id: string; endpoint_id: string; window: string }[]>`
		select d.org_id, d.endpoint_id, d.window from dirty_window d join project p on p.id = d.project_id and p.archived_at is null
		where ${input.endpointId}::uuid is null or d.endpoint_id = ${input.endpointId}::uuid order by d.since_ms, d.id limit 200`;
	return rows.map((row) => ({ orgId: row.org_id, endpointId: row.endpoint_id, window: row.window }));
}
