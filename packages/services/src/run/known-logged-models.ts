import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { loggedModel } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { loggedModelIdFromWire, loggedModelIdToWire, runIdToWire } from '@interlock/domain/run';
import type { ServiceContext } from '../access/index.ts';
import { runBounds } from '../experiment/index.ts';
import { PARENT_RUN_TAG } from './load-run.ts';

/** uuids of logged models of the project by their ids on the wire; a run token knows only those of its run and its children. Throws `not-found`. */
export async function knownLoggedModels(tx: Tx, ctx: ServiceContext, projectId: string, modelIds: readonly string[]): Promise<string[]> {
	const ids = [...new Set(modelIds.map(loggedModelIdFromWire))];
	if (ids.length === 0) return [];
	const bounds = runBounds(ctx);
	const own = bounds
		? or(
				eq(loggedModel.sourceRunId, bounds.runId),
				sql`exists (select 1 from run_tag t where t.run_id = ${loggedModel.sourceRunId} and t.key = ${PARENT_RUN_TAG} and t.value = ${runIdToWire(bounds.runId)})`,
			)
		: undefined;
	const found = await tx
		.select({ id: loggedModel.id })
		.from(loggedModel)
		.where(and(eq(loggedModel.projectId, projectId), inArray(loggedModel.id, ids), isNull(loggedModel.deletedAt), own));
	const missing = ids.find((id) => !found.some((row) => row.id === id));
	if (missing === undefined) return ids;
	throw new DomainError('not-found', `Logged model with ID '${loggedModelIdToWire(missing)}' not found.`, {
		field: 'models',
		value: loggedModelIdToWire(missing),
	});
}
