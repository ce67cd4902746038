import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, review, rollout, rolloutStep } from '@interlock/db/tables';
import type { RevisionView, TrafficShare, VersionRef } from './endpoint-view.ts';
import type { EndpointRow } from './load-endpoint.ts';
import type { RolloutRow } from './load-rollout.ts';

const MAX_REVISIONS = 50;

/** Rollouts of an endpoint, newest first, at most 50. */
export async function listRollouts(tx: Tx, endpointId: string): Promise<RolloutRow[]> {
	return tx.select().from(rollout).where(eq(rollout.endpointId, endpointId)).orderBy(desc(rollout.createdAt), desc(rollout.id)).limit(MAX_REVISIONS);
}

/** What has been rolled out, by which change and whose approval, and why it was taken back. */
export async function viewRevisions(
	tx: Tx,
	endpoint: EndpointRow,
	rollouts: RolloutRow[],
	traffic: TrafficShare[],
	versionOf: (id: string) => VersionRef,
): Promise<RevisionView[]> {
	const changeIds = rollouts.flatMap((row) => (row.changeId ? [row.changeId] : []));
	const changes = changeIds.length > 0 ? await tx.select().from(change).where(inArray(change.id, changeIds)) : [];
	const approvals =
		changeIds.length > 0
			? await tx
					.select()
					.from(review)
					.where(and(inArray(review.changeId, changeIds), eq(review.verdict, 'approve')))
					.orderBy(review.createdAt)
			: [];
	const [open] = rollouts;
	const [step] = open
		? await tx
				.select()
				.from(rolloutStep)
				.where(and(eq(rolloutStep.rolloutId, open.id), eq(rolloutStep.index, open.stepIndex)))
		: [];
	return rollouts.map((row, i) => {
		const proposed = changes.find((c) => c.id === row.changeId);
		const named = approvals.filter((a) => a.changeId === proposed?.id && a.revision === proposed.revision).map((a) => a.reviewer);
		const state = stateOf(row, endpoint, rollouts.slice(0, i), step?.shadow ?? false);
		return {
			rolloutId: row.id,
			version: versionOf(row.toVersionId),
			state,
			weight:
				state === 'replaced' || state === 'rolled back' || state === 'previous' ? null : (traffic.find((t) => t.versionId === row.toVersionId)?.weight ?? null),
			change: proposed ? { number: proposed.number, title: proposed.title, author: proposed.author, approvers: [...new Set(named)] } : null,
			reason: row.state === 'rolled-back' ? row.reason : null,
			startedAtMs: row.createdAt.getTime(),
			endedAtMs: row.endedAt?.getTime() ?? null,
		};
	});
}

function stateOf(row: RolloutRow, endpoint: EndpointRow, newer: RolloutRow[], shadow: boolean): RevisionView['state'] {
	if (row.state === 'rolled-back') return 'rolled back';
	if (row.state === 'paused') return 'paused';
	if (row.state === 'running') return shadow ? 'shadow' : 'canary';
	const isNewestOf = !newer.some((other) => other.state === 'live' && other.toVersionId === row.toVersionId);
	if (isNewestOf && row.toVersionId === endpoint.championVersionId) return 'champion';
	if (isNewestOf && row.toVersionId === endpoint.previousVersionId) return 'previous';
	return 'replaced';
}
