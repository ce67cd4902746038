import { and, eq } from 'drizzle-orm';
import { modelAlias } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { aliasProtection, checkAlias, modelAliasInput, type ModelAliasInput } from '@interlock/domain/model';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { environmentNames } from './environment-names.ts';
import { loadRegisteredModel } from './load-registered-model.ts';
import { publishModelChanged } from './publish-model-changed.ts';

/** Removes an alias; a missing one is no error, as in MLflow. `champion` and `challenger` are refused like in setting them. */
export async function deleteModelAlias(ctx: ServiceContext, input: ModelAliasInput): Promise<void> {
	const wanted = parseInput(modelAliasInput, input);
	checkAlias(wanted.alias);
	await transact(ctx, async (tx) => {
		const { project, model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:write', access: 'write' });
		const target = { kind: 'model', id: model.id, name: `${model.name}@${wanted.alias}` };
		const protection = aliasProtection(wanted.alias, await environmentNames(tx, project.id));
		if (protection) deny('model.alias-deleted', project, target, protection, 'alias-is-outcome');
		const [gone] = await tx
			.delete(modelAlias)
			.where(and(eq(modelAlias.modelId, model.id), eq(modelAlias.alias, wanted.alias)))
			.returning({ version: modelAlias.version });
		if (!gone) return;
		await recordAudit(tx, ctx, { action: 'model.alias-deleted', orgId: project.orgId, projectId: project.id, target, before: { version: gone.version } });
		await publishModelChanged(tx, project, model.name);
	});
}
