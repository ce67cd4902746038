import { and, eq, sql } from 'drizzle-orm';
import { modelAlias, modelVersion } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { aliasProtection, checkAlias, setModelAliasInput, type SetModelAliasInput, versionFromWire } from '@interlock/domain/model';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { environmentNames } from './environment-names.ts';
import { loadRegisteredModel } from './load-registered-model.ts';
import { publishModelChanged } from './publish-model-changed.ts';

/** Points an alias to a version. `champion` and `challenger` are outcomes of changes and rollouts: refused with that sentence, whoever asks. */
export async function setModelAlias(ctx: ServiceContext, input: SetModelAliasInput): Promise<void> {
	const wanted = parseInput(setModelAliasInput, input);
	checkAlias(wanted.alias);
	const version = versionFromWire(wanted.version);
	await transact(ctx, async (tx) => {
		const { project, model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:write', access: 'write' });
		const target = { kind: 'model', id: model.id, name: `${model.name}@${wanted.alias}` };
		const protection = aliasProtection(wanted.alias, await environmentNames(tx, project.id));
		if (protection) deny('model.alias-set', project, target, protection, 'alias-is-outcome');
		const [found] = await tx
			.select({ id: modelVersion.id })
			.from(modelVersion)
			.where(and(eq(modelVersion.modelId, model.id), eq(modelVersion.version, version)));
		if (!found) throw new DomainError('not-found', `Model Version (name=${model.name}, version=${version}) not found`, { field: 'version', value: version });
		const [before] = await tx
			.select({ version: modelAlias.version })
			.from(modelAlias)
			.where(and(eq(modelAlias.modelId, model.id), eq(modelAlias.alias, wanted.alias)));
		await tx
			.insert(modelAlias)
			.values({ modelId: model.id, alias: wanted.alias, version })
			.onConflictDoUpdate({ target: [modelAlias.modelId, modelAlias.alias], set: { version: sql`excluded.version` } });
		await recordAudit(tx, ctx, {
			action: 'model.alias-set',
			orgId: project.orgId,
			projectId: project.id,
			target,
			before: { version: before?.version ?? null },
			after: { version },
		});
		await publishModelChanged(tx, project, model.name);
	});
}
