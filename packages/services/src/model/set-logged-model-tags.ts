import { eq, sql } from 'drizzle-orm';
import { loggedModel } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { loggedModelPairsInput, type LoggedModelPairsInput } from '@interlock/domain/model';
import { checkTags } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type LoggedModelView, loadLoggedModel, loggedModelView } from './load-logged-model.ts';

/** Sets tags of a logged model; also of a frozen one: tags are no part of its digest. */
export async function setLoggedModelTags(ctx: ServiceContext, input: LoggedModelPairsInput): Promise<LoggedModelView> {
	const wanted = parseInput(loggedModelPairsInput, input);
	const tags = Object.fromEntries(checkTags(wanted.entries, 'tags').map((tag) => [tag.key, tag.value]));
	return transact(ctx, async (tx) => {
		const { project, model, experimentNumber } = await loadLoggedModel(tx, ctx, wanted, wanted.modelId, {
			permission: 'run:write',
			access: 'write',
			lock: true,
		});
		const [row] = await tx
			.update(loggedModel)
			.set({
				tags: sql`${loggedModel.tags} || jsonb_object(${sql.param(Object.keys(tags))}::text[], ${sql.param(Object.values(tags))}::text[])`,
				updatedAtMs: ctx.now().getTime(),
			})
			.where(eq(loggedModel.id, model.id))
			.returning();
		if (!row) throw new DomainError('unavailable', 'The tags could not be stored');
		await recordAudit(tx, ctx, {
			action: 'logged-model.tags-set',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'logged model', id: row.id, name: row.name },
			after: { keys: Object.keys(tags) },
		});
		return loggedModelView(row, experimentNumber);
	});
}
