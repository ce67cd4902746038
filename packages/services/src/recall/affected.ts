import { and, eq, inArray, or } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, environment, modelVersion, revision, rollout } from '@interlock/db/tables';
import type { RecallItemKind } from '@interlock/domain/recall';
import { downstream } from './downstream.ts';
import type { RecallRow } from './load-recall.ts';
import type { Node } from './walk-lineage.ts';

/** What depends on something recalled now. */
export interface Affected {
	/** Model versions, the recalled one included. */
	versions: Node[];
	/** Open changes whose newest revision proposes one of them, or is judged on recalled data. */
	changes: { row: typeof change.$inferSelect; versionId: string; via: string }[];
	/** Endpoints that serve one of them, or roll it out. */
	endpoints: { row: typeof endpoint.$inferSelect; environment: string; versionId: string; version: number; rolloutId: string | null; via: string }[];
}

/** Everything that depends on what a recall names, as it is now. */
export async function affectedBy(tx: Tx, of: Pick<RecallRow, 'projectId' | 'kind' | 'subjectId' | 'name'>): Promise<Affected> {
	const root: Node = { kind: of.kind, id: of.subjectId, name: of.name, via: '' };
	const found = await downstream(tx, of.projectId, [root]);
	const versions = [root, ...found].filter((node) => node.kind === 'model-version').map((node) => ({ ...node, via: node.via || 'it was recalled itself' }));
	const data = [root, ...found].filter((node) => node.kind === 'dataset-version');
	return {
		versions,
		changes: await openChanges(tx, versions, data),
		endpoints: await servingEndpoints(tx, versions),
	};
}

async function openChanges(tx: Tx, versions: Node[], data: Node[]): Promise<Affected['changes']> {
	const [versionIds, dataIds] = [versions.map((v) => v.id), data.map((d) => d.id)];
	if (versionIds.length + dataIds.length === 0) return [];
	const rows = await tx
		.select({ row: change, versionId: revision.modelVersionId, holdoutId: revision.holdoutDatasetVersionId })
		.from(change)
		.innerJoin(revision, and(eq(revision.changeId, change.id), eq(revision.number, change.revision)))
		.where(
			and(
				inArray(change.state, ['draft', 'in-review', 'approved']),
				or(
					versionIds.length > 0 ? inArray(revision.modelVersionId, versionIds) : undefined,
					dataIds.length > 0 ? inArray(revision.holdoutDatasetVersionId, dataIds) : undefined,
				),
			),
		);
	return rows.map(({ row, versionId, holdoutId }) => {
		const version = versions.find((v) => v.id === versionId);
		const judged = data.find((d) => d.id === holdoutId);
		return { row, versionId, via: version ? `it proposes ${version.name}: ${version.via}` : `it is judged on ${judged?.name}` };
	});
}

async function servingEndpoints(tx: Tx, versions: Node[]): Promise<Affected['endpoints']> {
	const ids = versions.map((v) => v.id);
	if (ids.length === 0) return [];
	const champions = await tx
		.select({ row: endpoint, environment: environment.name, versionId: modelVersion.id, version: modelVersion.version })
		.from(endpoint)
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.innerJoin(modelVersion, eq(modelVersion.id, endpoint.championVersionId))
		.where(inArray(endpoint.championVersionId, ids));
	const candidates = await tx
		.select({ row: endpoint, environment: environment.name, versionId: modelVersion.id, version: modelVersion.version, rolloutId: rollout.id })
		.from(rollout)
		.innerJoin(endpoint, eq(endpoint.id, rollout.endpointId))
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.innerJoin(modelVersion, eq(modelVersion.id, rollout.toVersionId))
		.where(and(inArray(rollout.toVersionId, ids), inArray(rollout.state, ['running', 'paused'])));
	const via = (versionId: string, does: string) => {
		const version = versions.find((v) => v.id === versionId);
		return `it ${does} ${version?.name}: ${version?.via}`;
	};
	// An open rollout is taken back first: until then the champion can't be.
	return [
		...candidates.map((one) => ({ ...one, via: via(one.versionId, 'rolls out') })),
		...champions
			.filter((one) => !candidates.some((open) => open.row.id === one.row.id))
			.map((one) => ({ ...one, rolloutId: null, via: via(one.versionId, 'serves') })),
	];
}

/** The rows that remember what depended on it. */
export function itemsOf(affected: Affected): { kind: RecallItemKind; subjectId: string; via: string }[] {
	return [
		...affected.versions.map((v) => ({ kind: 'model-version' as const, subjectId: v.id, via: v.via })),
		...affected.changes.map((c) => ({ kind: 'change' as const, subjectId: c.row.id, via: c.via })),
		...affected.endpoints.map((e) => ({ kind: 'endpoint' as const, subjectId: e.row.id, via: e.via })),
	];
}
