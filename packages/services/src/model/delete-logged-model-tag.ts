import { eq, sql } from 'drizzle-orm';
import { loggedModel } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { loggedModelTagKeyInput, type LoggedModelTagKeyInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadLoggedModel } from './load-logged-model.ts';

/** Removes one tag of a logged model. `not-found` when it has none of that key. */
export async function deleteLoggedModelTag(ctx: ServiceContext, input: LoggedModelTagKeyInput): Promise<void> {
	const wanted = parseInput(loggedModelTagKeyInput, input);
	await transact(ctx, async (tx) => {
		const { project, model } = await loadLoggedModel(tx, ctx, wanted, wanted.modelId, { permission: 'run:write', access: 'write', lock: true });
		const before = Object.hasOwn(model.tags, wanted.key) ? model.tags[wanted.key] : undefined;
		if (before === undefined)
			throw new DomainError('not-found', `No tag with key '${wanted.key}' found for model with ID '${wanted.modelId}'.`, { field: 'key', value: wanted.key });
		await tx
			.update(loggedModel)
			.set({ tags: sql`${loggedModel.tags} - ${wanted.key}::text`, updatedAtMs: ctx.now().getTime() })
			.where(eq(loggedModel.id, model.id));
		await recordAudit(tx, ctx, {
			action: 'logged-model.tag-deleted',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'logged model', id: model.id, name: model.name },
			before: { [wanted.key]: before.slice(0, 200) },
		});
	});
}
