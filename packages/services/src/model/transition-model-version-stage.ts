import { and, eq, ne } from 'drizzle-orm';
import { endpoint, environment, modelVersion } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { stageFromWire, stageProtection, transitionStageInput, type TransitionStageInput } from '@interlock/domain/model';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadModelVersion, type ModelVersionView, modelVersionView, versionTarget } from './load-model-version.ts';

/**
 * Writes MLflow's stage of a version: a label on the wire, which moves no traffic. Staging and Production of a model that an endpoint stands
 * on are outcomes of approved changes: refused with that sentence, whoever asks.
 */
export async function transitionModelVersionStage(ctx: ServiceContext, input: TransitionStageInput): Promise<ModelVersionView> {
	const wanted = parseInput(transitionStageInput, input);
	const stage = stageFromWire(wanted.stage);
	if (wanted.archiveExisting && stage !== 'Staging' && stage !== 'Production') {
		throw new DomainError(
			'invalid',
			`Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
			{ field: 'archive_existing_versions', value: true },
		);
	}
	return transact(ctx, async (tx) => {
		const { project, row, modelName, aliases } = await loadModelVersion(tx, ctx, wanted, wanted.name, wanted.version, {
			permission: 'model:write',
			access: 'write',
			lock: true,
		});
		const [standing] = await tx
			.select({ name: endpoint.name, environment: environment.name })
			.from(endpoint)
			.innerJoin(environment, eq(environment.id, endpoint.environmentId))
			.where(eq(endpoint.modelId, row.modelId))
			.orderBy(endpoint.name)
			.limit(1);
		const protection = standing ? stageProtection(stage, standing) : null;
		if (protection) deny('model.version-labelled', project, versionTarget(modelName, row), protection, 'stage-is-outcome');
		const updatedAtMs = ctx.now().getTime();
		if (wanted.archiveExisting) {
			await tx
				.update(modelVersion)
				.set({ stage: 'Archived', updatedAtMs })
				.where(and(eq(modelVersion.modelId, row.modelId), eq(modelVersion.stage, stage), ne(modelVersion.id, row.id)));
		}
		const [changed] = await tx.update(modelVersion).set({ stage, updatedAtMs }).where(eq(modelVersion.id, row.id)).returning();
		if (!changed) throw new DomainError('unavailable', 'The stage could not be stored');
		await recordAudit(tx, ctx, {
			action: 'model.version-labelled',
			orgId: project.orgId,
			projectId: project.id,
			target: versionTarget(modelName, row),
			before: { stage: row.stage },
			after: { stage, archivedOthers: wanted.archiveExisting },
		});
		return modelVersionView(changed, modelName, aliases);
	});
}
