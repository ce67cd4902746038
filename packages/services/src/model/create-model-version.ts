import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { loggedModel, modelVersion, registeredModel, reproduction } from '@interlock/db/tables';
import { nameOf, personOf, serviceAccountOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { checkModelName, checkRegistryTag, createModelVersionInput, type CreateModelVersionInput, dataManifest, filesManifest } from '@interlock/domain/model';
import { digestJson } from '@interlock/storage';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { keepWithinRun } from '../experiment/index.ts';
import type { LoggedModelRow } from './load-logged-model.ts';
import { aliasesOf, type ModelVersionView, modelVersionView, versionTarget } from './load-model-version.ts';
import { loadRegisteredModel } from './load-registered-model.ts';
import { readLineage } from './read-lineage.ts';
import { readMlModelFile } from './read-ml-model.ts';
import { resolveSource } from './resolve-source.ts';

const VERSIONS_TAG = 'mlflow.modelVersions';

/**
 * Makes the next version of a registered model: fills the run in from the logged model, freezes that model's folder, digests its files, reads signature
 * and flavors, and writes the lineage. A run token can do so only for its declared model and from its own run.
 */
export async function createModelVersion(ctx: ServiceContext, input: CreateModelVersionInput): Promise<ModelVersionView> {
	const wanted = parseInput(createModelVersionInput, input);
	checkModelName(wanted.name);
	for (const tag of wanted.tags) checkRegistryTag(tag.key, tag.value);
	return transact(ctx, async (tx) => {
		const { project, model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:write', access: 'create' });
		const source = await resolveSource(tx, ctx, project, wanted);
		keepWithinRun(
			ctx,
			{ kind: 'modelVersion', modelName: model.name, sourceRunId: source.runId, sourceParentRunId: source.parentRunId },
			{
				permission: 'model:write',
				access: 'create',
				place: project,
				target: { kind: 'model', id: model.id, name: model.name },
				unknown: () => new DomainError('not-found', `Registered Model with name=${wanted.name} not found`, { field: 'name', value: wanted.name.slice(0, 80) }),
			},
		);
		await refuseReproduction(tx, source.runId);
		const files = filesManifest(source.files);
		const facts = await readMlModelFile(ctx.storage, project.orgId, files);
		const nowMs = ctx.now().getTime();
		const [counter] = await tx
			.update(registeredModel)
			.set({ nextVersion: sql`${registeredModel.nextVersion} + 1`, updatedAtMs: nowMs })
			.where(eq(registeredModel.id, model.id))
			.returning({ next: registeredModel.nextVersion });
		const [row] = await tx
			.insert(modelVersion)
			.values({
				orgId: project.orgId,
				projectId: project.id,
				modelId: model.id,
				version: (counter?.next ?? 2) - 1,
				description: wanted.description,
				source: wanted.source,
				location: source.location,
				runId: source.runId,
				loggedModelId: source.loggedModel?.id ?? null,
				tags: Object.fromEntries(wanted.tags.map((tag) => [tag.key, tag.value])),
				files,
				filesDigest: digestJson(files),
				dataDigest: digestJson(dataManifest(files)),
				...facts,
				lineage: await readLineage(tx, source.runId),
				createdBy: nameOf(ctx.actor),
				createdByUserId: personOf(ctx.actor),
				createdByServiceAccountId: serviceAccountOf(ctx.actor),
				createdAtMs: nowMs,
				updatedAtMs: nowMs,
			})
			.returning();
		if (!row) throw new DomainError('unavailable', 'The model version could not be stored');
		if (source.loggedModel) await freeze(tx, ctx, source.loggedModel, model.name, row.version);
		await recordAudit(tx, ctx, {
			action: 'model.version-created',
			orgId: project.orgId,
			projectId: project.id,
			target: versionTarget(model.name, row),
			subjectDigest: row.filesDigest,
			after: { source: row.source, runId: row.runId, dataDigest: row.dataDigest, files: files.length, flavors: row.flavors },
		});
		const data = { model: model.name, version: row.version, modelVersionId: row.id, runId: row.runId };
		await publishEvent(tx, { orgId: project.orgId, projectId: project.id, channel: `project/${project.id}`, type: 'model.version-created', data });
		if (row.runId) await publishEvent(tx, { orgId: project.orgId, projectId: project.id, channel: `run/${row.runId}`, type: 'model.version-created', data });
		return modelVersionView(row, model.name, await aliasesOf(tx, model.id));
	});
}

/** A run that trains another one again is evidence about that one's version, never a candidate. */
async function refuseReproduction(tx: Tx, runId: string | null): Promise<void> {
	if (!runId) return;
	const [found] = await tx.select({ first: reproduction.firstRunId }).from(reproduction).where(eq(reproduction.runId, runId));
	if (!found) return;
	const first = found.first?.replaceAll('-', '') ?? '';
	throw new DomainError('conflict', `source: this run trains the run ${first} again for a gate; register a version of that run instead`, {
		field: 'source',
		value: runId.replaceAll('-', ''),
		reason: 'reproduction',
	});
}

/** From now on nobody writes into the folder; the logged model says which versions it became, as MLflow's server does. */
async function freeze(tx: Tx, ctx: ServiceContext, row: LoggedModelRow, name: string, version: number): Promise<void> {
	const known = parseVersions(row.tags[VERSIONS_TAG]);
	const versions = JSON.stringify([...known, { name, version }]);
	await tx
		.update(loggedModel)
		.set({ frozenAt: row.frozenAt ?? ctx.now(), tags: sql`${loggedModel.tags} || jsonb_build_object(${VERSIONS_TAG}::text, ${versions}::text)` })
		.where(eq(loggedModel.id, row.id));
}

function parseVersions(text: string | undefined): unknown[] {
	try {
		const parsed: unknown = JSON.parse(text ?? '[]');
		return Array.isArray(parsed) ? parsed : [];
	} catch {
		return [];
	}
}
