import { asc, desc, eq, sql } from 'drizzle-orm';
import { behaviourSuite } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { type ListSuitesInput, listSuitesInput } from '@interlock/domain/suite';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';

export interface SuiteView {
	name: string;
	version: number;
	digest: string;
	cases: number;
	createdBy: string;
	createdAtMs: number;
}

/** Every version of the behaviour suites of a project, by name and newest first. */
export async function listSuites(ctx: ServiceContext, input: ListSuitesInput): Promise<{ suites: SuiteView[] }> {
	const wanted = parseInput(listSuitesInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'dataset:read');
		const rows = await tx
			.select({
				name: behaviourSuite.name,
				version: behaviourSuite.version,
				digest: behaviourSuite.digest,
				cases: sql<number>`jsonb_array_length(${behaviourSuite.document} -> 'cases')`,
				createdBy: behaviourSuite.createdBy,
				createdAt: behaviourSuite.createdAt,
			})
			.from(behaviourSuite)
			.where(eq(behaviourSuite.projectId, place.projectId))
			.orderBy(asc(behaviourSuite.name), desc(behaviourSuite.version));
		return { suites: rows.map(({ createdAt, ...row }) => ({ ...row, createdAtMs: createdAt.getTime() })) };
	});
}
