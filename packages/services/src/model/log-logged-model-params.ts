import { eq, sql } from 'drizzle-orm';
import { loggedModel } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { loggedModelPairsInput, type LoggedModelPairsInput } from '@interlock/domain/model';
import { checkParams } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadLoggedModel } from './load-logged-model.ts';

/** Adds params to a logged model, each at most once: another value for a known key is refused (`invalid`). */
export async function logLoggedModelParams(ctx: ServiceContext, input: LoggedModelPairsInput): Promise<void> {
	const wanted = parseInput(loggedModelPairsInput, input);
	const params = checkParams(wanted.entries, 'params');
	await transact(ctx, async (tx) => {
		const { project, model } = await loadLoggedModel(tx, ctx, wanted, wanted.modelId, { permission: 'run:write', access: 'write', lock: true });
		const changed = params.find((param) => (model.params[param.key] ?? param.value) !== param.value);
		if (changed)
			throw new DomainError(
				'invalid',
				`Changing param values is not allowed. Param with key='${changed.key}' was already logged for model '${wanted.modelId}'.`,
				{ field: `params.${changed.key}`, value: changed.value.slice(0, 80) },
			);
		const added = Object.fromEntries(params.map((param) => [param.key, param.value]));
		await tx
			.update(loggedModel)
			.set({
				params: sql`${loggedModel.params} || jsonb_object(${sql.param(Object.keys(added))}::text[], ${sql.param(Object.values(added))}::text[])`,
				updatedAtMs: ctx.now().getTime(),
			})
			.where(eq(loggedModel.id, model.id));
		await recordAudit(tx, ctx, {
			action: 'logged-model.params-logged',
			orgId: project.orgId,
			projectId: project.id,
			target: { kind: 'logged model', id: model.id, name: model.name },
			after: { keys: Object.keys(added) },
		});
	});
}
