import { and, desc, eq } from 'drizzle-orm';
import { modelAlias, modelVersion } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { modelAliasInput, type ModelAliasInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { aliasesOf, type ModelVersionView, modelVersionView } from './load-model-version.ts';
import { loadRegisteredModel } from './load-registered-model.ts';

/** The version an alias points to; `latest` is the newest. Throws `not-found` (reason `alias` for a missing alias). */
export async function getVersionByAlias(ctx: ServiceContext, input: ModelAliasInput): Promise<ModelVersionView> {
	const wanted = parseInput(modelAliasInput, input);
	return transact(ctx, async (tx) => {
		const { model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:read', access: 'read' });
		const isLatest = wanted.alias.toLowerCase() === 'latest';
		const [found] = isLatest
			? await tx.select({ row: modelVersion }).from(modelVersion).where(eq(modelVersion.modelId, model.id)).orderBy(desc(modelVersion.version)).limit(1)
			: await tx
					.select({ row: modelVersion })
					.from(modelAlias)
					.innerJoin(modelVersion, and(eq(modelVersion.modelId, modelAlias.modelId), eq(modelVersion.version, modelAlias.version)))
					.where(and(eq(modelAlias.modelId, model.id), eq(modelAlias.alias, wanted.alias)));
		if (found) return modelVersionView(found.row, model.name, await aliasesOf(tx, model.id));
		if (isLatest) throw new DomainError('not-found', `Latest version not found for model ${model.name}.`, { field: 'alias', value: wanted.alias });
		throw new DomainError('not-found', `Registered model alias ${wanted.alias} not found.`, {
			field: 'alias',
			value: wanted.alias.slice(0, 80),
			reason: 'alias',
		});
	});
}
