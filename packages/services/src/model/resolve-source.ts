import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { artifact } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { type ModelFile, parseModelSource } from '@interlock/domain/model';
import { artifactUri, runIdFromWire } from '@interlock/domain/run';
import type { LoadedProject, ServiceContext } from '../access/index.ts';
import { checkRunActive, loadRunOf } from '../run/index.ts';
import { loadLoggedModelOf, type LoggedModelRow } from './load-logged-model.ts';
import { aliasesOf, loadModelVersion } from './load-model-version.ts';
import { loadRegisteredModel } from './load-registered-model.ts';

export interface ResolvedSource {
	/** Where the files lie, or the source itself when it is elsewhere. */
	location: string;
	/** uuid of the run it came from, and that run's parent. */
	runId: string | null;
	parentRunId: string | null;
	/** The logged model whose folder it is; its row is locked, to be frozen. */
	loggedModel: LoggedModelRow | null;
	files: ModelFile[];
}

interface Given {
	org: string;
	project: string;
	source: string;
	runId?: string;
	modelId?: string;
}

/** Finds what a version's source names, in this project and within the actor's reach. Throws `invalid` or `not-found`. */
export async function resolveSource(tx: Tx, ctx: ServiceContext, project: LoadedProject, given: Given): Promise<ResolvedSource> {
	const source = parseModelSource(given.source, { modelId: given.modelId, runId: given.runId });
	switch (source.kind) {
		case 'loggedModel': {
			const { model, experimentNumber, sourceParentRunId } = await loadLoggedModelOf(tx, ctx, project, source.id, {
				permission: 'model:write',
				access: 'write',
				lock: true,
			});
			if (given.runId && model.sourceRunId && runIdFromWire(given.runId) !== model.sourceRunId) throw mismatch(given, 'run_id');
			const location = join(artifactUri(experimentNumber, { kind: 'loggedModel', id: model.id }), source.folder);
			return { location, runId: model.sourceRunId, parentRunId: sourceParentRunId, loggedModel: model, files: await filesUnder(tx, model.id, source.folder) };
		}
		case 'run': {
			const { run, experimentNumber, parentRunId } = await loadRunOf(tx, ctx, project, source.id, { permission: 'model:write', access: 'write' });
			checkRunActive(run);
			const location = join(artifactUri(experimentNumber, { kind: 'run', id: run.id }), source.folder);
			return { location, runId: run.id, parentRunId, loggedModel: null, files: await filesUnder(tx, run.id, source.folder) };
		}
		case 'version': {
			const number = source.version ?? (await versionOfAlias(tx, ctx, given, source.name, source.alias ?? ''));
			const { row } = await loadModelVersion(tx, ctx, given, source.name, String(number), { permission: 'model:write', access: 'write' });
			if (given.runId && row.runId && runIdFromWire(given.runId) !== row.runId) throw mismatch(given, 'run_id');
			const model = row.loggedModelId
				? (await loadLoggedModelOf(tx, ctx, project, row.loggedModelId, { permission: 'model:write', access: 'write', lock: true })).model
				: null;
			return { location: row.location, runId: row.runId, parentRunId: null, loggedModel: model, files: row.files };
		}
		case 'label': {
			const loaded = given.runId ? await loadRunOf(tx, ctx, project, runIdFromWire(given.runId), { permission: 'model:write', access: 'write' }) : null;
			return { location: given.source, runId: loaded?.run.id ?? null, parentRunId: loaded?.parentRunId ?? null, loggedModel: null, files: [] };
		}
	}
}

async function versionOfAlias(tx: Tx, ctx: ServiceContext, given: Given, name: string, alias: string): Promise<number> {
	const { model } = await loadRegisteredModel(tx, ctx, given, name, { permission: 'model:write', access: 'read' });
	const found = (await aliasesOf(tx, model.id)).find((known) => known.alias === alias);
	if (found) return found.version;
	throw new DomainError('not-found', `Registered model alias ${alias} not found.`, { field: 'source', value: given.source.slice(0, 80), reason: 'alias' });
}

/** Files of an owner below a folder, with paths inside that folder. */
async function filesUnder(tx: Tx, ownerId: string, folder: string): Promise<ModelFile[]> {
	const prefix = folder === '' ? '' : `${folder}/`;
	const rows = await tx
		.select({ path: artifact.path, sha256: artifact.sha256, sizeBytes: artifact.sizeBytes })
		.from(artifact)
		.where(and(eq(artifact.ownerId, ownerId), sql`starts_with(${artifact.path}, ${prefix})`));
	return rows.map((row) => ({ ...row, path: row.path.slice(prefix.length) }));
}

function join(root: string, folder: string): string {
	return folder === '' ? root : `${root}/${folder}`;
}

function mismatch(given: Given, parameter: string): DomainError {
	return new DomainError(
		'invalid',
		`Invalid model version source: '${given.source.slice(0, 300)}'. The ${parameter} request parameter must identify the resource that contains the source.`,
		{ field: parameter, value: given.source.slice(0, 80) },
	);
}
