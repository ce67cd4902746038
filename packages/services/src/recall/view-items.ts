import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, endpoint, environment, modelVersion, recallItem, registeredModel, rollout } from '@interlock/db/tables';
import { type RecallItemKind, type RecallItemState, stateOfChange, stateOfEndpoint, stateOfVersion } from '@interlock/domain/recall';
import { whyNotWithoutApproval } from '../deployment/index.ts';
import { type Affected, affectedBy, itemsOf } from './affected.ts';
import type { RecallItemRow, RecallRow } from './load-recall.ts';

export interface RecallItemView {
	kind: RecallItemKind;
	id: string;
	/** "#12 Retrain for 2013-09", "arrival-delay version 4", "arrival-delay / production". */
	name: string;
	/** What a page needs to link to it: the change's number, the model's or the endpoint's name. */
	key: string;
	via: string;
	state: RecallItemState;
	dismissed: { by: string; reason: string } | null;
	/** For an endpoint that serves it: the version to take back, the one to go back to (null: what served before), or why there is none. */
	rollBack: { version: number; to: number | null; blocked: string | null } | null;
}

/** What depended on it when it was recalled and what depends on it now, with where each stands. */
export async function itemViews(tx: Tx, row: RecallRow, now: Date): Promise<RecallItemView[]> {
	const affected = await affectedBy(tx, row);
	const stored = await tx.select().from(recallItem).where(eq(recallItem.recallId, row.id));
	const found = itemsOf(affected);
	const all = [...found, ...stored.filter((item) => !found.some((one) => one.kind === item.kind && one.subjectId === item.subjectId))];
	const of = (kind: RecallItemKind) => all.filter((item) => item.kind === kind);
	const dismissedOf = (kind: RecallItemKind, id: string) => dismissal(stored.find((item) => item.kind === kind && item.subjectId === id));
	return [
		...(await endpointViews(tx, of('endpoint'), affected, dismissedOf, now)),
		...(await changeViews(tx, of('change'), affected, dismissedOf)),
		...(await versionViews(tx, of('model-version'), affected, dismissedOf)),
	];
}

type Item = { subjectId: string; via: string };
type Dismissals = (kind: RecallItemKind, id: string) => RecallItemView['dismissed'];

function dismissal(item: RecallItemRow | undefined): RecallItemView['dismissed'] {
	return item?.dismissedAt ? { by: item.dismissedBy ?? '', reason: item.dismissedReason ?? '' } : null;
}

async function endpointViews(tx: Tx, items: Item[], affected: Affected, dismissedOf: Dismissals, now: Date): Promise<RecallItemView[]> {
	if (items.length === 0) return [];
	const rows = await tx
		.select({ e: endpoint, environment: environment.name })
		.from(endpoint)
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.where(
			inArray(
				endpoint.id,
				items.map((item) => item.subjectId),
			),
		);
	const recalled = affected.versions.map((v) => v.id);
	const views: RecallItemView[] = [];
	for (const { e, environment: name } of rows) {
		const serving = affected.endpoints.find((one) => one.row.id === e.id);
		const [last] = await tx
			.select({ state: rollout.state })
			.from(rollout)
			.where(and(eq(rollout.endpointId, e.id), recalled.length > 0 ? inArray(rollout.toVersionId, recalled) : undefined))
			.orderBy(desc(rollout.createdAt))
			.limit(1);
		const dismissed = dismissedOf('endpoint', e.id);
		views.push({
			kind: 'endpoint',
			id: e.id,
			name: `${e.name} / ${name}`,
			key: e.name,
			via: items.find((item) => item.subjectId === e.id)?.via ?? '',
			state: stateOfEndpoint({ dismissed: dismissed !== null, serves: serving !== undefined, rolledBack: last?.state === 'rolled-back' }),
			dismissed,
			rollBack: serving && !dismissed ? { version: serving.version, ...(await wayBack(tx, serving, recalled, now)) } : null,
		});
	}
	return views;
}

/** The newest version that served there, isn't recalled, and may be gone back to without approvals. A rollback to what is recalled too would be none. */
async function wayBack(
	tx: Tx,
	{ row, versionId, rolloutId }: Affected['endpoints'][number],
	recalled: string[],
	now: Date,
): Promise<{ to: number | null; blocked: string | null }> {
	if (rolloutId) {
		const champion = row.championVersionId;
		return { to: null, blocked: champion && recalled.includes(champion) ? ALL_RECALLED : null };
	}
	const before = await tx
		.select({ id: modelVersion.id, version: modelVersion.version })
		.from(rollout)
		.innerJoin(modelVersion, eq(modelVersion.id, rollout.toVersionId))
		.where(and(eq(rollout.endpointId, row.id), eq(rollout.state, 'live')))
		.orderBy(desc(rollout.createdAt));
	const clean = before.filter((one) => one.id !== versionId && !recalled.includes(one.id));
	let blocked = before.some((one) => one.id !== versionId) || row.previousVersionId ? ALL_RECALLED : 'There is no version before it: propose another one.';
	for (const one of clean) {
		const why = await whyNotWithoutApproval(tx, row, one.id, now);
		if (!why) return { to: one.version, blocked: null };
		blocked = why;
	}
	return { to: null, blocked };
}

const ALL_RECALLED = 'The version before it depends on what was recalled too: propose another one.';

async function changeViews(tx: Tx, items: Item[], affected: Affected, dismissedOf: Dismissals): Promise<RecallItemView[]> {
	if (items.length === 0) return [];
	const ids = items.map((item) => item.subjectId);
	const rows = await tx.select().from(change).where(inArray(change.id, ids)).orderBy(desc(change.number));
	const rollouts = await tx
		.select({ changeId: rollout.changeId, state: rollout.state })
		.from(rollout)
		.where(inArray(rollout.changeId, ids))
		.orderBy(desc(rollout.createdAt));
	return rows.map((row) => {
		const dismissed = dismissedOf('change', row.id);
		return {
			kind: 'change',
			id: row.id,
			name: `#${row.number} ${row.title}`,
			key: String(row.number),
			via: items.find((item) => item.subjectId === row.id)?.via ?? '',
			state: stateOfChange({
				dismissed: dismissed !== null,
				state: row.state,
				depends: affected.changes.some((one) => one.row.id === row.id),
				rolledBack: rollouts.find((one) => one.changeId === row.id)?.state === 'rolled-back',
			}),
			dismissed,
			rollBack: null,
		};
	});
}

async function versionViews(tx: Tx, items: Item[], affected: Affected, dismissedOf: Dismissals): Promise<RecallItemView[]> {
	if (items.length === 0) return [];
	const rows = await tx
		.select({ id: modelVersion.id, version: modelVersion.version, model: registeredModel.name })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(
			inArray(
				modelVersion.id,
				items.map((item) => item.subjectId),
			),
		)
		.orderBy(registeredModel.name, desc(modelVersion.version));
	return rows.map((row) => {
		const dismissed = dismissedOf('model-version', row.id);
		return {
			kind: 'model-version',
			id: row.id,
			name: `${row.model} version ${row.version}`,
			key: row.model,
			via: items.find((item) => item.subjectId === row.id)?.via ?? '',
			state: stateOfVersion({ dismissed: dismissed !== null, served: affected.endpoints.some((one) => one.versionId === row.id) }),
			dismissed,
			rollBack: null,
		};
	});
}
