import { sql } from 'drizzle-orm';
import { parseInput } from '@interlock/domain/error';
import { placeFields } from '@interlock/domain/run';
import { z } from 'zod';
import { loadProject, type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';

export interface RunColumns {
	/** `metrics.<key>` by how many runs have it, most first. */
	metrics: { key: string; runs: number }[];
	params: { key: string; runs: number }[];
}

/** What the runs table can show as a column: the project's metric and param keys, 1,000 of each at most. */
export async function listRunColumns(ctx: ServiceContext, input: ProjectPlace): Promise<RunColumns> {
	const wanted = parseInput(z.object(placeFields), input);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'run:read');
		const count = (table: string) =>
			tx.execute<{ key: string; runs: string }>(sql`
				select x.key, count(*) as runs from ${sql.raw(table)} x join run r on r.id = x.run_id
				where r.project_id = ${project.id} and r.lifecycle_stage = 'active' group by x.key order by count(*) desc, x.key limit 1000`);
		const shown = (rows: Iterable<{ key: string; runs: string }>) => [...rows].map((row) => ({ key: row.key, runs: Number(row.runs) }));
		return { metrics: shown(await count('metric_latest')), params: shown(await count('run_param')) };
	});
}
